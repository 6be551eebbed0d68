package com.smartonboarding.apikeys.output;

import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.Verification;
import com.smartonboarding.apikeys.model.Verification.Result;
import com.smartonboarding.apikeys.output.terminal.Palette;
import com.smartonboarding.apikeys.output.terminal.Terminal;
import com.smartonboarding.apikeys.output.text.SafeText;
import com.smartonboarding.apikeys.output.token.DetailFormat;
import com.smartonboarding.apikeys.output.token.TokenField;
import com.smartonboarding.apikeys.output.token.TokenView;
import java.time.Instant;
import java.util.List;

/**
 * The answer about a presented code, at one moment. A rejection gives only the reason, whatever is known about the
 * token.
 */
public record VerificationReport(Verification verification, Instant now) implements DetailFormat.View {
    /**
     * A sentence at a terminal; in a pipe TSV: id, label, scopes, expiry. Nothing for a rejected code, because its
     * {@link #reason} is a message.
     */
    @Override
    public String text(Terminal terminal, Palette palette) {
        Token token = verification.token();
        if (token == null) {
            return "";
        }
        TokenView view = new TokenView(token, now);
        return terminal.stdout() ? sentence(view) : tsv(view);
    }

    @Override
    public String json() {
        VerificationLines lines = new VerificationLines(1);
        lines.add(verification, null);
        return lines.take();
    }

    private static String sentence(TokenView view) {
        String owner = view.token().owner();
        return "Valid: " + SafeText.escape(view.token().name())
                + (owner == null ? "" : ", owner " + SafeText.escape(owner)) + ", scopes "
                + view.brief(TokenField.SCOPES)
                + ", expires " + view.brief(TokenField.EXPIRES) + ".\n";
    }

    private static String tsv(TokenView view) {
        StringBuilder line = new StringBuilder();
        for (TokenField field : List.of(TokenField.ID, TokenField.LABEL, TokenField.SCOPES, TokenField.EXPIRES)) {
            String text = view.text(field);
            line.append(line.isEmpty() ? "" : "\t").append(text == null ? "" : SafeText.tsv(text));
        }
        return line.append('\n').toString();
    }

    /** Why a code is rejected, as a sentence for people. */
    public static String reason(Result result) {
        return switch (result) {
            case VALID -> "The code authenticates.";
            case MALFORMED -> "Rejected: this is not a token code; it was mistyped or cut, or is something else.";
            case UNKNOWN, REVOKED, DISABLED, EXPIRED, LACKS_SCOPE, OUTSIDE_NETWORK ->
                "Rejected: " + result.exitCode().meaning() + ".";
        };
    }
}

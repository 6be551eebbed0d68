package com.smartonboarding.apikeys.output;

import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.Verification;
import com.smartonboarding.apikeys.model.Verification.Result;
import com.smartonboarding.apikeys.model.text.UtcTime;
import com.smartonboarding.apikeys.output.json.JsonText;
import com.smartonboarding.apikeys.output.json.OutputSchemas;
import com.smartonboarding.apikeys.output.terminal.Palette;
import com.smartonboarding.apikeys.output.terminal.Terminal;
import com.smartonboarding.apikeys.output.text.SafeText;
import com.smartonboarding.apikeys.output.token.DetailFormat;
import com.smartonboarding.apikeys.output.token.TokenField;
import com.smartonboarding.apikeys.output.token.TokenView;
import java.io.StringWriter;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
        return lines(List.of(verification));
    }

    /** One JSON object per answer, each on its own line, in their order. */
    public static String lines(List<Verification> verifications) {
        StringWriter out = new StringWriter(verifications.size() * 128);
        JsonText json = JsonText.compact(out);
        for (Verification verification : verifications) {
            if (verification.token() == null) {
                out.write(Objects.requireNonNull(Rejections.LINES.get(verification.result())));
            } else {
                write(json, verification);
            }
        }
        return out.toString();
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

    private static void write(JsonText json, Verification verification) {
        Token token = verification.token();
        json.beginObject()
                .member("schema", OutputSchemas.VERIFY)
                .member("valid", verification.isValid())
                .member("result", verification.result().word())
                .member("id", token == null ? null : token.id())
                .member("label", token == null ? null : token.label())
                .member("scopes", token == null ? List.of() : token.scopes())
                .member("expires", token == null || token.expiresAt() == null ? null : UtcTime.of(token.expiresAt()))
                .member("owner", token == null ? null : token.owner())
                .member("metadata", token == null ? Map.of() : token.metadata().pairs())
                .member("networks", token == null ? List.of() : token.networks())
                .endObject()
                .endDocument();
    }

    /** The answers without a token, which a stream repeats; made only if JSON is printed. */
    private static final class Rejections {
        private static final Map<Result, String> LINES = new EnumMap<>(Result.class);

        static {
            for (Result result : Result.values()) {
                StringWriter out = new StringWriter();
                write(JsonText.compact(out), Verification.rejected(result));
                LINES.put(result, out.toString());
            }
        }
    }
}

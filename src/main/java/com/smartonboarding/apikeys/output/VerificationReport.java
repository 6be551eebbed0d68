package com.smartonboarding.apikeys.output;

import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.Verification;
import com.smartonboarding.apikeys.model.Verification.Result;
import com.smartonboarding.apikeys.model.text.UtcTime;
import com.smartonboarding.apikeys.output.json.JsonText;
import com.smartonboarding.apikeys.output.json.OutputSchemas;
import com.smartonboarding.apikeys.output.text.SafeText;
import com.smartonboarding.apikeys.output.token.TokenField;
import com.smartonboarding.apikeys.output.token.TokenView;
import java.io.StringWriter;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The answer about a presented code. A rejection gives only the reason, whatever is known about the token. */
public final class VerificationReport {
    private static final Map<Result, String> REJECTIONS = new EnumMap<>(Result.class);

    static {
        for (Result result : Result.values()) {
            REJECTIONS.put(result, render(Verification.rejected(result)));
        }
    }

    private VerificationReport() {}

    /** A JSON object on one line. */
    public static String json(Verification verification) {
        return json(List.of(verification));
    }

    /** One JSON object per answer, each on its own line, in their order. */
    public static String json(List<Verification> verifications) {
        StringWriter out = new StringWriter(verifications.size() * 128);
        JsonText json = JsonText.compact(out);
        for (Verification verification : verifications) {
            String rejection = REJECTIONS.get(verification.result());
            if (verification.token() == null && rejection != null) {
                out.write(rejection);
            } else {
                write(json, verification);
            }
        }
        return out.toString();
    }

    /** A sentence about a code that authenticates, for people. */
    public static String sentence(Token token, Instant now) {
        TokenView view = new TokenView(token, now);
        return "Valid: " + SafeText.escape(token.name()) + ", scopes " + view.brief(TokenField.SCOPES) + ", expires "
                + view.brief(TokenField.EXPIRES) + ".\n";
    }

    /** The same for programs: id, label, scopes and expiry, separated by tabs. */
    public static String tsv(Token token, Instant now) {
        TokenView view = new TokenView(token, now);
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
            case UNKNOWN, REVOKED, EXPIRED, LACKS_SCOPE ->
                "Rejected: " + result.exitCode().meaning() + ".";
        };
    }

    private static String render(Verification verification) {
        StringWriter out = new StringWriter();
        write(JsonText.compact(out), verification);
        return out.toString();
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
                .endObject()
                .endDocument();
    }
}

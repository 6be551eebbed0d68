package com.smartonboarding.apikeys.output;

import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.Verification;
import com.smartonboarding.apikeys.model.Verification.Result;
import com.smartonboarding.apikeys.model.text.UtcTime;
import com.smartonboarding.apikeys.output.json.JsonText;
import com.smartonboarding.apikeys.output.json.OutputSchemas;
import java.io.StringWriter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Answers about presented codes, each as one JSON object on its own line, in the order in which they are added. */
public final class VerificationLines {
    private static final int USUAL_LENGTH = 160;

    private final StringWriter out;
    private final JsonText json;

    /** Why it is not known whether a code is valid. */
    public enum Unknown {
        /** The database stayed locked. */
        BUSY("busy"),
        /** The request cannot be understood, so no code was looked up. */
        BAD_REQUEST("bad_request");

        private final String word;

        Unknown(String word) {
            this.word = word;
        }

        /** The word for programs. */
        public String word() {
            return word;
        }
    }

    /** No lines yet. */
    public VerificationLines(int expected) {
        out = new StringWriter(expected * USUAL_LENGTH);
        json = JsonText.compact(out);
    }

    /**
     * Adds the answer about a code.
     *
     * @param request the name that the caller gave to the request, if any
     */
    public void add(Verification verification, @Nullable String request) {
        if (verification.token() == null && request == null) {
            out.write(Objects.requireNonNull(Rejections.LINES.get(verification.result())));
        } else {
            write(json, verification, request);
        }
    }

    /**
     * Adds that it is not known whether a code is valid.
     *
     * @param message why, in a sentence for people
     * @param request the name that the caller gave to the request, if any
     */
    public void add(Unknown unknown, String message, @Nullable String request) {
        write(json.beginObject().member("schema", OutputSchemas.VERIFY).nothing("valid"), unknown.word(), null)
                .member("request", request)
                .member("message", message)
                .endObject()
                .endDocument();
    }

    /** All lines. */
    public String text() {
        return out.toString();
    }

    private static void write(JsonText json, Verification verification, @Nullable String request) {
        json.beginObject().member("schema", OutputSchemas.VERIFY).member("valid", verification.isValid());
        write(json, verification.result().word(), verification.token())
                .member("request", request)
                .nothing("message")
                .endObject()
                .endDocument();
    }

    private static JsonText write(JsonText json, String result, @Nullable Token token) {
        return json.member("result", result)
                .member("id", token == null ? null : token.id())
                .member("label", token == null ? null : token.label())
                .member("scopes", token == null ? List.of() : token.scopes())
                .member("expires", token == null || token.expiresAt() == null ? null : UtcTime.of(token.expiresAt()))
                .member("owner", token == null ? null : token.owner())
                .member("metadata", token == null ? Map.of() : token.metadata().pairs())
                .member("networks", token == null ? List.of() : token.networks());
    }

    /** The answers without a token, which a stream repeats; made only if JSON is printed. */
    private static final class Rejections {
        private static final Map<Result, String> LINES = new EnumMap<>(Result.class);

        static {
            for (Result result : Result.values()) {
                StringWriter out = new StringWriter();
                write(JsonText.compact(out), Verification.rejected(result), null);
                LINES.put(result, out.toString());
            }
        }
    }
}

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
        Token token = verification.token();
        if (request != null) {
            write(json, verification, request);
        } else if (token == null) {
            out.write(Objects.requireNonNull(Prepared.REJECTIONS.get(verification.result())));
        } else if (isUsual(token)) {
            writeUsual(token);
        } else {
            write(json, verification, null);
        }
    }

    /** Whether {@link #writeUsual} can write the answer: no text in it needs an escape, and the end is the usual one. */
    private static boolean isUsual(Token token) {
        return token.owner() == null
                && token.metadata().pairs().isEmpty()
                && token.networks().isEmpty()
                && JsonText.isPlain(token.label())
                && token.scopes().stream().allMatch(JsonText::isPlain);
    }

    /** Two thirds of a line are the same in most lines. To make them again took a twentieth of the time of a stream. */
    private void writeUsual(Token token) {
        out.write(Prepared.BEGINNING);
        out.write(token.id());
        out.write("\",\"label\":\"");
        out.write(token.label());
        out.write("\",\"scopes\":[");
        String separator = "\"";
        for (String scope : token.scopes()) {
            out.write(separator);
            out.write(scope);
            out.write('"');
            separator = ",\"";
        }
        out.write("],\"expires\":");
        if (token.expiresAt() == null) {
            out.write("null");
        } else {
            out.write('"');
            out.write(UtcTime.of(token.expiresAt()));
            out.write('"');
        }
        out.write(Prepared.END);
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

    /** How many characters the lines have that were not taken yet. */
    public int length() {
        return out.getBuffer().length();
    }

    /** The lines that were not taken yet. */
    public String take() {
        String lines = out.toString();
        out.getBuffer().setLength(0);
        return lines;
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

    /** What a stream repeats; made only if JSON is printed. */
    private static final class Prepared {
        /** The answers without a token. */
        private static final Map<Result, String> REJECTIONS = new EnumMap<>(Result.class);

        /** What is before the id of a valid token. */
        private static final String BEGINNING;

        /** What is after the expiry of a token without owner, metadata and networks. */
        private static final String END;

        static {
            for (Result result : Result.values()) {
                StringWriter out = new StringWriter();
                write(JsonText.compact(out), Verification.rejected(result), null);
                REJECTIONS.put(result, out.toString());
            }
            String rejection = Objects.requireNonNull(REJECTIONS.get(Result.UNKNOWN));
            END = rejection.substring(rejection.indexOf(",\"owner\""));
            StringWriter out = new StringWriter();
            JsonText.compact(out)
                    .beginObject()
                    .member("schema", OutputSchemas.VERIFY)
                    .member("valid", true)
                    .member("result", Result.VALID.word())
                    .member("id", "");
            BEGINNING = out.toString().substring(0, out.toString().length() - 1);
        }
    }
}

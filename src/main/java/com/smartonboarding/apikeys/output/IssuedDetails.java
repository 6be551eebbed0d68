package com.smartonboarding.apikeys.output;

import com.smartonboarding.apikeys.model.TokenCode;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/**
 * The token that a request for one got, as JSON.
 *
 * @param outcome how it came about: {@code new}, {@code repeated} or {@code present}
 * @param code the code; null where it was written to a file, or the token was there already
 * @param secretFile the file that the code was written to, if it was
 */
public record IssuedDetails(
        TokenView view,
        String outcome,
        @Nullable TokenCode code,
        @Nullable String secretFile) {
    /** The schema of what {@code generate} prints. */
    public static final String GENERATE = "apikeys/generate@1";

    /** The schema of what {@code rotate} prints of the successor. */
    public static final String ROTATE = "apikeys/rotate@1";

    /** A document with every field of the token, ending in a line feed. */
    public String json(String schema) {
        StringWriter out = new StringWriter();
        JsonText json = JsonText.indented(out)
                .beginObject()
                .member("schema", schema)
                .member("outcome", outcome)
                .member("secret_file", secretFile);
        for (TokenField field : TokenField.ALL) {
            view.write(field, json);
        }
        json.member("code", code == null ? null : code.reveal()).endObject().endDocument();
        return out.toString();
    }
}

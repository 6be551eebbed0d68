package com.smartonboarding.apikeys.output.token;

import com.smartonboarding.apikeys.model.TokenCode;
import com.smartonboarding.apikeys.model.result.Issued;
import com.smartonboarding.apikeys.output.json.JsonText;
import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The token that a request returned, as JSON.
 *
 * @param outcome how the token came about
 * @param code the code; null if it was written to a file, or if the token existed already
 * @param secretFile the file that the code was written to, or null
 */
public record IssuedDetails(
        TokenView view,
        Issued.Outcome outcome,
        @Nullable TokenCode code,
        @Nullable String secretFile) {
    /** A document with every field of the token, ending in a line feed. */
    public String json(String schema) {
        StringWriter out = new StringWriter();
        JsonText json = JsonText.indented(out)
                .beginObject()
                .member("schema", schema)
                .member("outcome", outcome.word())
                .member("secret_file", secretFile);
        write(json);
        json.endObject().endDocument();
        return out.toString();
    }

    /**
     * One document about the tokens that one request returned: at least one, in order. They share outcome and secret
     * file.
     */
    public static String json(String schema, List<IssuedDetails> issued) {
        StringWriter out = new StringWriter();
        JsonText json = JsonText.indented(out)
                .beginObject()
                .member("schema", schema)
                .member("outcome", issued.get(0).outcome.word())
                .member("secret_file", issued.get(0).secretFile)
                .beginArray("tokens");
        for (IssuedDetails details : issued) {
            json.beginObject();
            details.write(json);
            json.endObject();
        }
        json.endArray().endObject().endDocument();
        return out.toString();
    }

    private void write(JsonText json) {
        for (TokenField field : TokenField.ALL) {
            view.write(field, json);
        }
        json.member("code", code == null ? null : code.reveal());
    }
}

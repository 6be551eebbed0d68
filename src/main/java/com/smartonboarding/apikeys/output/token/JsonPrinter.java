package com.smartonboarding.apikeys.output.token;

import com.smartonboarding.apikeys.output.json.JsonText;
import com.smartonboarding.apikeys.output.text.Utf8Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tokens as one JSON document. */
final class JsonPrinter implements TokenPrinter {
    private final Utf8Writer out;
    private final String schema;
    private final List<TokenField> fields;
    private final JsonText json;
    private @Nullable Long purgedSince;
    private List<String> partlyKnown = List.of();

    JsonPrinter(Utf8Writer out, String schema, List<TokenField> fields) {
        this.out = out;
        this.schema = schema;
        this.fields = fields;
        json = JsonText.indented(out);
    }

    @Override
    public void begin() {
        json.beginObject().member("schema", schema).beginArray("tokens");
    }

    @Override
    public void print(TokenView token) {
        json.beginObject();
        for (TokenField field : fields) {
            token.write(field, json);
        }
        json.endObject();
    }

    @Override
    public void past(long count, List<String> ids) {
        purgedSince = count;
        partlyKnown = ids;
    }

    @Override
    public void end() {
        json.endArray();
        if (purgedSince != null) {
            json.member("purged_since", purgedSince).member("partly_known", partlyKnown);
        }
        json.endObject().endDocument();
        out.flush();
    }
}

package com.smartonboarding.apikeys.output;

import java.util.List;

/** Tokens as one JSON document, {@code apikeys/list@1}. */
final class JsonPrinter implements TokenPrinter {
    private final Utf8Writer out;
    private final List<TokenField> fields;
    private final JsonText json;

    JsonPrinter(Utf8Writer out, List<TokenField> fields) {
        this.out = out;
        this.fields = fields;
        json = JsonText.indented(out);
    }

    @Override
    public void begin() {
        json.beginObject().member("schema", "apikeys/list@1").beginArray("tokens");
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
    public void end() {
        json.endArray().endObject().endDocument();
        out.flush();
    }
}

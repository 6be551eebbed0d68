package com.smartonboarding.apikeys.output;

import java.util.List;

/** Tokens as one JSON object a line. */
final class JsonlPrinter implements TokenPrinter {
    private final Utf8Writer out;
    private final List<TokenField> fields;
    private final JsonText json;

    JsonlPrinter(Utf8Writer out, List<TokenField> fields) {
        this.out = out;
        this.fields = fields;
        json = JsonText.compact(out);
    }

    @Override
    public void begin() {
        // Every line stands for itself.
    }

    @Override
    public void print(TokenView token) {
        json.beginObject();
        for (TokenField field : fields) {
            token.write(field, json);
        }
        json.endObject().endDocument();
    }

    @Override
    public void end() {
        out.flush();
    }
}

package com.smartonboarding.apikeys.output.token;

import com.smartonboarding.apikeys.output.json.JsonText;
import com.smartonboarding.apikeys.output.text.Utf8Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tokens as one JSON object per line. A JSON writer spends most of its time finding out that nothing must be escaped.
 * With a million lines that matters, so only texts that need escapes go through one.
 */
final class JsonlPrinter implements TokenPrinter {
    private final Utf8Writer out;
    private final TokenField[] fields;
    private final String[] names;
    private final JsonText json;

    JsonlPrinter(Utf8Writer out, List<TokenField> fields) {
        this.out = out;
        this.fields = fields.toArray(new TokenField[0]);
        names = new String[this.fields.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = (i == 0 ? "{\"" : ",\"") + this.fields[i].key() + "\":";
        }
        json = JsonText.compact(out);
    }

    @Override
    public void print(TokenView token) {
        for (int i = 0; i < fields.length; i++) {
            out.write(names[i]);
            switch (fields[i]) {
                case SCOPES -> write(token.token().scopes());
                case NETWORKS -> write(token.token().networks());
                case METADATA -> out.write(token.token().metadata().isEmpty() ? "{}" : token.metadataJson());
                case RECOVERABLE -> out.write(token.token().recoverable() ? "true" : "false");
                default -> write(token.text(fields[i]));
            }
        }
        out.write("}\n");
    }

    private void write(List<String> texts) {
        out.write('[');
        for (int i = 0; i < texts.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            write(texts.get(i));
        }
        out.write(']');
    }

    private void write(@Nullable String text) {
        if (text == null) {
            out.write("null");
        } else if (JsonText.isPlain(text)) {
            out.write('"');
            out.write(text);
            out.write('"');
        } else {
            json.value(text);
        }
    }

    @Override
    public void end() {
        out.flush();
    }
}

package com.smartonboarding.apikeys.output.token;

import com.smartonboarding.apikeys.output.text.SafeText;
import com.smartonboarding.apikeys.output.text.Utf8Writer;
import java.util.List;

/** Tokens as tab-separated lines for cut, awk and read. */
final class TsvPrinter implements TokenPrinter {
    private final Utf8Writer out;
    private final List<TokenField> fields;
    private final boolean header;

    TsvPrinter(Utf8Writer out, List<TokenField> fields, boolean header) {
        this.out = out;
        this.fields = fields;
        this.header = header;
    }

    @Override
    public void begin() {
        if (header) {
            for (int i = 0; i < fields.size(); i++) {
                write(fields.get(i).key(), i);
            }
            out.write('\n');
        }
    }

    @Override
    public void print(TokenView token) {
        for (int i = 0; i < fields.size(); i++) {
            String text = token.text(fields.get(i));
            write(text == null ? "" : SafeText.tsv(text), i);
        }
        out.write('\n');
    }

    @Override
    public void end() {
        out.flush();
    }

    private void write(String text, int column) {
        if (column > 0) {
            out.write('\t');
        }
        out.write(text);
    }
}

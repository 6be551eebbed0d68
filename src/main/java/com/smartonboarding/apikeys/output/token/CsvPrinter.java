package com.smartonboarding.apikeys.output.token;

import com.smartonboarding.apikeys.output.text.CsvText;
import com.smartonboarding.apikeys.output.text.Utf8Writer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tokens as CSV. */
final class CsvPrinter implements TokenPrinter {
    private final CsvText csv;
    private final List<TokenField> fields;
    private final boolean header;

    CsvPrinter(Utf8Writer out, List<TokenField> fields, boolean header) {
        csv = new CsvText(out);
        this.fields = fields;
        this.header = header;
    }

    @Override
    public void begin() {
        if (header) {
            List<@Nullable String> names = new ArrayList<>(fields.size());
            for (TokenField field : fields) {
                names.add(field.key());
            }
            csv.line(names);
        }
    }

    @Override
    public void print(TokenView token) {
        List<@Nullable String> values = new ArrayList<>(fields.size());
        for (TokenField field : fields) {
            values.add(token.text(field));
        }
        csv.line(values);
    }

    @Override
    public void end() {
        csv.flush();
    }
}

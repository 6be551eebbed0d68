package com.smartonboarding.apikeys.output.token;

import com.smartonboarding.apikeys.output.text.SafeText;
import com.smartonboarding.apikeys.output.text.Utf8Writer;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Tokens as CSV (RFC 4180), safe to open in a spreadsheet. */
final class CsvPrinter implements TokenPrinter {
    /**
     * The characters that begin a formula in spreadsheets, also in East Asian width (from OWASP, CSV Injection), and
     * the mark {@code '} itself, which is put before such values. A reader gets the original values by removing one
     * mark from every value that begins with it.
     */
    private static final String MARKED = "'=+-@\t\r＝＋－＠";

    private final CsvWriter csv;
    private final List<TokenField> fields;
    private final boolean header;

    CsvPrinter(Utf8Writer out, List<TokenField> fields, boolean header) {
        this.fields = fields;
        this.header = header;
        // Every CSV reader accepts a bare LF, but with CRLF, cut and awk would find the CR in the last column. All
        // fields are quoted, because a spreadsheet that splits at ';' would otherwise find formulas inside values.
        csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .quoteStrategy(QuoteStrategies.ALWAYS)
                .build(out);
    }

    @Override
    public void begin() {
        if (header) {
            List<String> names = new ArrayList<>(fields.size());
            for (TokenField field : fields) {
                names.add(field.key());
            }
            csv.writeRecord(names);
        }
    }

    @Override
    public void print(TokenView token) {
        List<String> values = new ArrayList<>(fields.size());
        for (TokenField field : fields) {
            String text = token.text(field);
            values.add(text == null ? "" : defused(text));
        }
        csv.writeRecord(values);
    }

    @Override
    public void end() {
        try {
            csv.flush();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String defused(String text) {
        String safe = SafeText.escape(text);
        return text.isEmpty() || MARKED.indexOf(text.charAt(0)) < 0 ? safe : "'" + safe;
    }
}

package com.smartonboarding.apikeys.output.text;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CSV (RFC 4180) that is safe to open in a spreadsheet. A failing writer throws an {@link UncheckedIOException}. */
public final class CsvText {
    /**
     * The characters that begin a formula in spreadsheets, also in East Asian width (from OWASP, CSV Injection), and
     * the mark {@code '} itself, which is put before such values. A reader gets the original values by removing one
     * mark from every value that begins with it.
     */
    private static final String MARKED = "'=+-@\t\r＝＋－＠";

    private final CsvWriter csv;

    public CsvText(Writer out) {
        // Every CSV reader accepts a bare LF, but with CRLF, cut and awk would find the CR in the last column. All
        // fields are quoted, because a spreadsheet that splits at ';' would otherwise find formulas inside values.
        csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .quoteStrategy(QuoteStrategies.ALWAYS)
                .build(out);
    }

    /** Writes a line; a missing value is empty. */
    public void line(List<@Nullable String> values) {
        List<String> safe = new ArrayList<>(values.size());
        for (String value : values) {
            safe.add(value == null ? "" : defused(value));
        }
        csv.writeRecord(safe);
    }

    public void flush() {
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

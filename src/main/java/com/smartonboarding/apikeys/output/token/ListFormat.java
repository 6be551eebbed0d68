package com.smartonboarding.apikeys.output.token;

import com.smartonboarding.apikeys.output.json.OutputSchemas;
import com.smartonboarding.apikeys.output.terminal.Palette;
import com.smartonboarding.apikeys.output.terminal.Terminal;
import com.smartonboarding.apikeys.output.text.Utf8Writer;
import java.io.OutputStream;
import java.util.LinkedHashSet;
import java.util.List;

/** The formats of a list of tokens. */
public enum ListFormat {
    TABLE,
    JSON,
    JSONL,
    CSV,
    TSV,
    IDS;

    /** The format if none is chosen: a table on a terminal, TSV in a pipe. */
    public static ListFormat byDefault(Terminal terminal) {
        return terminal.stdout() ? TABLE : TSV;
    }

    /** Whether the format has a header by default. */
    public boolean headerByDefault() {
        return this == TABLE || this == CSV;
    }

    /**
     * A printer of this format, in UTF-8.
     *
     * @param columns the fields to print, in order; empty means the default fields of the format
     * @param header whether a table, CSV or TSV begins with the names of the columns
     * @param terminal decides whether a table is fitted to a width
     */
    public TokenPrinter printer(
            OutputStream stream, List<TokenField> columns, boolean header, Terminal terminal, Palette palette) {
        List<TokenField> fields = columns.isEmpty() ? defaultColumns() : List.copyOf(columns);
        Utf8Writer out = new Utf8Writer(stream);
        return switch (this) {
            case TABLE -> new TablePrinter(out, fields, !columns.isEmpty(), header, terminal, palette);
            case JSON ->
                new JsonPrinter(out, columns.isEmpty() ? OutputSchemas.LIST : OutputSchemas.COLUMNS, distinct(fields));
            case JSONL -> new JsonlPrinter(out, distinct(fields));
            case CSV -> new CsvPrinter(out, fields, header);
            case TSV -> new TsvPrinter(out, fields, header);
            case IDS -> new TsvPrinter(out, List.of(TokenField.ID), false);
        };
    }

    /** The fields without repetitions, because a JSON object has each member only once. */
    private static List<TokenField> distinct(List<TokenField> fields) {
        return List.copyOf(new LinkedHashSet<>(fields));
    }

    private List<TokenField> defaultColumns() {
        return this == JSON || this == JSONL ? TokenField.ALL : TokenField.DEFAULT_COLUMNS;
    }
}

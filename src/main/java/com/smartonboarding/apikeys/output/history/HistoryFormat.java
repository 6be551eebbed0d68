package com.smartonboarding.apikeys.output.history;

import com.smartonboarding.apikeys.output.terminal.Palette;
import com.smartonboarding.apikeys.output.terminal.Terminal;
import com.smartonboarding.apikeys.output.text.TextTable;
import com.smartonboarding.apikeys.output.text.Utf8Writer;
import java.io.OutputStream;
import java.time.Instant;

/** The formats of a history. */
public enum HistoryFormat {
    TEXT,
    TSV,
    JSON;

    /** The format if none is chosen: text on a terminal, TSV in a pipe. */
    public static HistoryFormat byDefault(Terminal terminal) {
        return terminal.stdout() ? TEXT : TSV;
    }

    /** A printer of this format, in UTF-8; {@code terminal} decides whether text is fitted to a width. */
    public HistoryPrinter printer(OutputStream stream, Instant now, Terminal terminal, Palette palette) {
        Utf8Writer out = new Utf8Writer(stream);
        return switch (this) {
            case TEXT ->
                new HistoryText(out, now, terminal.stdout() ? terminal.columns() : TextTable.UNLIMITED, palette);
            case TSV -> new HistoryTsv(out);
            case JSON -> new HistoryJson(out);
        };
    }
}

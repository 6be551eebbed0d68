package com.smartonboarding.apikeys.output.audit;

import com.smartonboarding.apikeys.output.terminal.Palette;
import com.smartonboarding.apikeys.output.terminal.Terminal;
import com.smartonboarding.apikeys.output.text.Utf8Writer;
import java.io.OutputStream;

/** The formats of a list of events. */
public enum AuditFormat {
    TABLE,
    JSON,
    JSONL,
    CSV,
    TSV;

    /** The format if none is chosen: a table on a terminal, TSV in a pipe. */
    public static AuditFormat byDefault(Terminal terminal) {
        return terminal.stdout() ? TABLE : TSV;
    }

    /** A printer of this format, in UTF-8; {@code terminal} decides whether a table is fitted to a width. */
    public AuditPrinter printer(OutputStream stream, Terminal terminal, Palette palette) {
        Utf8Writer out = new Utf8Writer(stream);
        return switch (this) {
            case TABLE -> new AuditTable(out, terminal, palette);
            case JSON -> new AuditJson(out);
            case JSONL -> new AuditJsonl(out);
            case CSV -> new AuditCsv(out);
            case TSV -> new AuditTsv(out);
        };
    }
}

package com.smartonboarding.apikeys.output.audit;

import com.smartonboarding.apikeys.audit.AuditEvent;
import com.smartonboarding.apikeys.model.text.UtcTime;
import com.smartonboarding.apikeys.output.terminal.Palette;
import com.smartonboarding.apikeys.output.terminal.Style;
import com.smartonboarding.apikeys.output.terminal.Terminal;
import com.smartonboarding.apikeys.output.text.TextTable;
import com.smartonboarding.apikeys.output.text.Utf8Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events for people: aligned columns, denied attempts in colour. */
final class AuditTable implements AuditPrinter {
    private static final List<TextTable.Column> COLUMNS = List.of(
            new TextTable.Column("EVENT", 0),
            new TextTable.Column("TIME", 0, 3),
            new TextTable.Column("ACTION", 3),
            new TextTable.Column("TOKEN", 0, 2),
            new TextTable.Column("BY", 2),
            new TextTable.Column("DETAIL", 1, 1));

    private final Utf8Writer out;
    private final TextTable table;

    AuditTable(Utf8Writer out, Terminal terminal, Palette palette) {
        this.out = out;
        int width = terminal.stdout() ? terminal.columns() : TextTable.UNLIMITED;
        table = new TextTable(out, COLUMNS, true, width, palette);
    }

    @Override
    public void print(AuditEvent event) {
        table.row(List.of(
                cell(Long.toString(event.sequence()), null),
                cell(UtcTime.of(event.at()), null),
                cell((event.denied() ? "denied: " : "") + event.action(), event.denied() ? Style.REVOKED : null),
                cell(event.tokenId(), null),
                cell(event.actor().name(), null),
                cell(event.detail(), null)));
    }

    private static TextTable.Cell cell(@Nullable String text, @Nullable Style style) {
        return new TextTable.Cell(text == null ? "-" : text, style);
    }

    @Override
    public void end() {
        table.end();
        out.flush();
    }
}

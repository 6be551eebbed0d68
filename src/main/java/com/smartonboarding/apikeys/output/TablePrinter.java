package com.smartonboarding.apikeys.output;

import java.util.ArrayList;
import java.util.List;

/** Tokens for people: aligned columns, the status in colour, relative times. */
final class TablePrinter implements TokenPrinter {
    private final Utf8Writer out;
    private final List<TokenField> fields;
    private final TextTable table;

    TablePrinter(Utf8Writer out, List<TokenField> fields, boolean header, Terminal terminal, Palette palette) {
        this.out = out;
        this.fields = fields;
        List<TextTable.Column> columns = new ArrayList<>(fields.size());
        for (TokenField field : fields) {
            columns.add(new TextTable.Column(field.heading(), givesWay(field)));
        }
        int width = terminal.stdout() ? terminal.columns() : TextTable.UNLIMITED;
        table = new TextTable(out, columns, header, width, palette);
    }

    @Override
    public void begin() {
        // The heading waits for the widths of the rows.
    }

    @Override
    public void print(TokenView token) {
        List<TextTable.Cell> cells = new ArrayList<>(fields.size());
        for (TokenField field : fields) {
            Style style = field == TokenField.STATUS ? Style.of(token.status()) : null;
            cells.add(new TextTable.Cell(token.brief(field), style));
        }
        table.row(cells);
    }

    @Override
    public void end() {
        table.end();
        out.flush();
    }

    /** A cut label is still recognised; a cut id, status or time would be wrong. */
    private static int givesWay(TokenField field) {
        return switch (field) {
            case LABEL -> 1;
            case DESCRIPTION -> 2;
            case REVOKE_REASON -> 3;
            case SCOPES -> 4;
            default -> 0;
        };
    }
}

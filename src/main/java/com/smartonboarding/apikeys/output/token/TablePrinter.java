package com.smartonboarding.apikeys.output.token;

import com.smartonboarding.apikeys.output.terminal.Palette;
import com.smartonboarding.apikeys.output.terminal.Style;
import com.smartonboarding.apikeys.output.terminal.Terminal;
import com.smartonboarding.apikeys.output.text.TextTable;
import com.smartonboarding.apikeys.output.text.Utf8Writer;
import java.util.ArrayList;
import java.util.List;

/** Tokens for people: aligned columns, the status in colour, relative times. */
final class TablePrinter implements TokenPrinter {
    private final Utf8Writer out;
    private final List<TokenField> fields;
    private final TextTable table;

    /**
     * A table of these fields.
     *
     * @param chosen whether the user chose these columns, so that none may be left out
     */
    TablePrinter(
            Utf8Writer out,
            List<TokenField> fields,
            boolean chosen,
            boolean header,
            Terminal terminal,
            Palette palette) {
        this.out = out;
        this.fields = fields;
        List<TextTable.Column> columns = new ArrayList<>(fields.size());
        for (TokenField field : fields) {
            columns.add(new TextTable.Column(field.heading(), givesWay(field), chosen ? 0 : leaves(field)));
        }
        int width = terminal.stdout() ? terminal.columns() : TextTable.UNLIMITED;
        table = new TextTable(out, columns, header, width, palette);
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

    @Override
    public List<String> leftOut() {
        return table.leftOut();
    }

    /**
     * In which turn a column is shortened. A cut label can still be recognised; a cut id, status or time would be
     * wrong.
     */
    private static int givesWay(TokenField field) {
        return switch (field) {
            case LABEL -> 1;
            case DESCRIPTION -> 2;
            case REVOKE_REASON -> 3;
            case SCOPES -> 4;
            case CREATED_BY -> 5;
            case REVOKED_BY -> 6;
            case METADATA -> 7;
            case OWNER -> 8;
            default -> 0;
        };
    }

    /** In which turn a column is left out. Label, id and status are always needed; the age is needed least. */
    private static int leaves(TokenField field) {
        return switch (field) {
            case CREATED -> 1;
            case EXPIRES -> 2;
            case LAST_ACCESSED -> 3;
            default -> 0;
        };
    }
}

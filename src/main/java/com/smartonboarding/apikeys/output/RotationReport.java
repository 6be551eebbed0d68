package com.smartonboarding.apikeys.output;

import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.result.Rotation;
import com.smartonboarding.apikeys.model.text.UtcTime;
import com.smartonboarding.apikeys.output.json.JsonText;
import com.smartonboarding.apikeys.output.json.OutputSchemas;
import com.smartonboarding.apikeys.output.terminal.Palette;
import com.smartonboarding.apikeys.output.terminal.Style;
import com.smartonboarding.apikeys.output.terminal.Terminal;
import com.smartonboarding.apikeys.output.text.Paragraph;
import com.smartonboarding.apikeys.output.text.RelativeTime;
import com.smartonboarding.apikeys.output.text.SafeText;
import com.smartonboarding.apikeys.output.text.TextTable;
import com.smartonboarding.apikeys.output.token.DetailFormat;
import com.smartonboarding.apikeys.output.token.TokenField;
import com.smartonboarding.apikeys.output.token.TokenView;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The state of a rotation. */
public record RotationReport(Rotation rotation) implements DetailFormat.View {
    private static final List<TokenField> COLUMNS =
            List.of(TokenField.ID, TokenField.LABEL, TokenField.STATUS, TokenField.EXPIRES, TokenField.LAST_ACCESSED);

    /** On a terminal a table of the two tokens; in a pipe TSV: role, id, label, status, expires, last accessed. */
    @Override
    public String text(Terminal terminal, Palette palette) {
        return terminal.stdout()
                ? table(terminal, palette)
                : row("predecessor", rotation.predecessor()) + row("successor", rotation.successor());
    }

    /** A JSON document with both tokens in full, ending in a line feed. */
    @Override
    public String json() {
        StringWriter out = new StringWriter();
        JsonText json = JsonText.indented(out)
                .beginObject()
                .member("schema", OutputSchemas.ROTATION)
                .member("phase", rotation.phase().word());
        Instant ends = rotation.ends();
        if (ends == null) {
            json.member("ends", (String) null).member("seconds_left", (String) null);
        } else {
            json.member("ends", UtcTime.of(ends))
                    .member(
                            "seconds_left",
                            Duration.between(rotation.now(), ends).toSeconds());
        }
        write(json.beginObject("predecessor"), rotation.predecessor());
        write(json.endObject().beginObject("successor"), rotation.successor());
        json.endObject().endObject().endDocument();
        return out.toString();
    }

    private String table(Terminal terminal, Palette palette) {
        StringWriter out = new StringWriter();
        List<TextTable.Column> columns = List.of(
                new TextTable.Column("", 0),
                new TextTable.Column("ID", 0),
                new TextTable.Column("LABEL", 1, 2), // the user has usually typed the label
                new TextTable.Column("STATUS", 0),
                new TextTable.Column("EXPIRES", 0, 1),
                new TextTable.Column("LAST ACCESSED", 0, 3));
        TextTable table = new TextTable(out, columns, true, terminal.columns(), palette);
        table.row(cells("old", rotation.predecessor()));
        table.row(cells("new", rotation.successor()));
        table.end();
        String noRoom = table.leftOut().isEmpty() ? "" : " No room for " + String.join(", ", table.leftOut()) + ".";
        return out + Paragraph.wrap(sentence() + noRoom, terminal.columns(), 0, 0) + "\n";
    }

    private String sentence() {
        Instant ends = rotation.ends();
        return switch (rotation.phase()) {
            case UNDELIVERED -> "There is no record that the new code was delivered. The old token is unchanged.";
            case OVERLAP ->
                "Both codes authenticate"
                        + (ends == null
                                ? "."
                                : "; the old code expires " + RelativeTime.of(ends, rotation.now()) + ".");
            case FINISHED -> "The rotation is finished: only the new code authenticates.";
            case ABANDONED -> "The new token was revoked.";
        };
    }

    private List<TextTable.Cell> cells(String role, Token token) {
        TokenView view = new TokenView(token, rotation.now());
        List<TextTable.Cell> cells = new ArrayList<>();
        cells.add(new TextTable.Cell(role, null));
        for (TokenField field : COLUMNS) {
            Style style = field == TokenField.STATUS ? Style.of(view.status()) : null;
            cells.add(new TextTable.Cell(view.brief(field), style));
        }
        return cells;
    }

    private String row(String role, Token token) {
        TokenView view = new TokenView(token, rotation.now());
        StringBuilder line = new StringBuilder(role);
        for (TokenField field : COLUMNS) {
            String text = view.text(field);
            line.append('\t').append(text == null ? "" : SafeText.tsv(text));
        }
        return line.append('\n').toString();
    }

    private void write(JsonText json, Token token) {
        TokenView view = new TokenView(token, rotation.now());
        for (TokenField field : TokenField.ALL) {
            view.write(field, json);
        }
    }
}

package com.smartonboarding.apikeys.output;

import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.text.UtcTime;
import com.smartonboarding.apikeys.output.json.JsonText;
import com.smartonboarding.apikeys.output.terminal.Palette;
import com.smartonboarding.apikeys.output.terminal.Style;
import com.smartonboarding.apikeys.output.terminal.Terminal;
import com.smartonboarding.apikeys.output.text.Paragraph;
import com.smartonboarding.apikeys.output.text.RelativeTime;
import com.smartonboarding.apikeys.output.text.SafeText;
import com.smartonboarding.apikeys.output.text.TextTable;
import com.smartonboarding.apikeys.output.token.TokenField;
import com.smartonboarding.apikeys.output.token.TokenView;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of a rotation.
 *
 * @param phase {@code undelivered}, {@code overlap}, {@code finished} or {@code abandoned}
 * @param ends until when the predecessor's code authenticates; null if it does so without limit, or no longer does
 */
public record RotationReport(
        Token predecessor,
        Token successor,
        String phase,
        @Nullable Instant ends,
        Instant now) {
    private static final String SCHEMA = "apikeys/rotation@1";

    private static final List<TokenField> COLUMNS =
            List.of(TokenField.ID, TokenField.LABEL, TokenField.STATUS, TokenField.EXPIRES, TokenField.LAST_ACCESSED);

    /** On a terminal a table of the two tokens; in a pipe TSV: role, id, label, status, expires, last accessed. */
    public String text(Terminal terminal, Palette palette) {
        return terminal.stdout()
                ? table(terminal, palette)
                : row("predecessor", predecessor) + row("successor", successor);
    }

    /** A JSON document with both tokens in full, ending in a line feed. */
    public String json() {
        StringWriter out = new StringWriter();
        JsonText json =
                JsonText.indented(out).beginObject().member("schema", SCHEMA).member("phase", phase);
        if (ends == null) {
            json.nothing("ends").nothing("seconds_left");
        } else {
            json.member("ends", UtcTime.of(ends))
                    .member("seconds_left", Duration.between(now, ends).toSeconds());
        }
        write(json.beginObject("predecessor"), predecessor);
        write(json.endObject().beginObject("successor"), successor);
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
        table.row(cells("old", predecessor));
        table.row(cells("new", successor));
        table.end();
        String noRoom = table.leftOut().isEmpty() ? "" : " No room for " + String.join(", ", table.leftOut()) + ".";
        return out + Paragraph.wrap(sentence() + noRoom, terminal.columns(), 0, 0) + "\n";
    }

    private String sentence() {
        return switch (phase) {
            case "undelivered" -> "As far as is known, the new code was not delivered; the old token is unchanged.";
            case "overlap" ->
                "Both codes authenticate"
                        + (ends == null ? "." : "; the old one ends " + RelativeTime.of(ends, now) + ".");
            case "finished" -> "The rotation is finished: only the new code authenticates.";
            default -> "The new token was revoked.";
        };
    }

    private List<TextTable.Cell> cells(String role, Token token) {
        TokenView view = new TokenView(token, now);
        List<TextTable.Cell> cells = new ArrayList<>();
        cells.add(new TextTable.Cell(role, null));
        for (TokenField field : COLUMNS) {
            Style style = field == TokenField.STATUS ? Style.of(view.status()) : null;
            cells.add(new TextTable.Cell(view.brief(field), style));
        }
        return cells;
    }

    private String row(String role, Token token) {
        TokenView view = new TokenView(token, now);
        StringBuilder line = new StringBuilder(role);
        for (TokenField field : COLUMNS) {
            String text = view.text(field);
            line.append('\t').append(text == null ? "" : SafeText.tsv(text));
        }
        return line.append('\n').toString();
    }

    private void write(JsonText json, Token token) {
        TokenView view = new TokenView(token, now);
        for (TokenField field : TokenField.ALL) {
            view.write(field, json);
        }
    }
}

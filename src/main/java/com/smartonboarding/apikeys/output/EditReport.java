package com.smartonboarding.apikeys.output;

import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.result.Edit;
import com.smartonboarding.apikeys.output.json.JsonText;
import com.smartonboarding.apikeys.output.json.OutputSchemas;
import com.smartonboarding.apikeys.output.terminal.Palette;
import com.smartonboarding.apikeys.output.terminal.Terminal;
import com.smartonboarding.apikeys.output.text.SafeText;
import com.smartonboarding.apikeys.output.text.TextTable;
import com.smartonboarding.apikeys.output.token.DetailFormat;
import com.smartonboarding.apikeys.output.token.TokenField;
import com.smartonboarding.apikeys.output.token.TokenView;
import java.io.StringWriter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an edit changed about a token, or would change. */
public record EditReport(Edit edit) implements DetailFormat.View {
    /** On a terminal a table of the changed fields; in a pipe TSV: field, value before, value after. */
    @Override
    public String text(Terminal terminal, Palette palette) {
        if (terminal.stdout()) {
            return table(terminal, palette);
        }
        StringBuilder lines = new StringBuilder();
        for (TokenField field : changed()) {
            lines.append(field.key())
                    .append('\t')
                    .append(tsv(before().text(field)))
                    .append('\t')
                    .append(tsv(after().text(field)))
                    .append('\n');
        }
        return lines.toString();
    }

    /** A JSON document with the names of the changed fields, and the whole token before and after. */
    @Override
    public String json() {
        StringWriter out = new StringWriter();
        JsonText json = JsonText.indented(out)
                .beginObject()
                .member("schema", OutputSchemas.EDIT)
                .member("outcome", edit.outcome().word())
                .member("changed", changed().stream().map(TokenField::key).toList());
        write(json.beginObject("before"), before());
        write(json.endObject().beginObject("after"), after());
        json.endObject().endObject().endDocument();
        return out.toString();
    }

    /** A sentence for each changed field. */
    public String sentences() {
        StringBuilder sentences = new StringBuilder();
        for (TokenField field : changed()) {
            sentences
                    .append(sentences.isEmpty() ? "" : " ")
                    .append(field.caption())
                    .append(": ")
                    .append(plain(after(), field))
                    .append(" (before: ")
                    .append(plain(before(), field))
                    .append(").");
        }
        return sentences.toString();
    }

    private String table(Terminal terminal, Palette palette) {
        StringWriter out = new StringWriter();
        List<TextTable.Column> columns = List.of(
                new TextTable.Column("FIELD", 0), new TextTable.Column("BEFORE", 1), new TextTable.Column("AFTER", 1));
        TextTable table = new TextTable(out, columns, true, terminal.columns(), palette);
        for (TokenField field : changed()) {
            table.row(List.of(
                    new TextTable.Cell(field.key(), null),
                    new TextTable.Cell(SafeText.escape(plain(before(), field)), null),
                    new TextTable.Cell(SafeText.escape(plain(after(), field)), null)));
        }
        table.end();
        return out.toString();
    }

    private List<TokenField> changed() {
        TokenView before = before();
        TokenView after = after();
        return TokenField.ALL.stream()
                .filter(field -> !Objects.equals(before.text(field), after.text(field)))
                .toList();
    }

    private TokenView before() {
        return view(edit.before());
    }

    private TokenView after() {
        return view(edit.after());
    }

    private TokenView view(Token token) {
        return new TokenView(token, edit.now());
    }

    /** The value as programs read it; {@code never} or {@code none} if there is none. */
    private static String plain(TokenView view, TokenField field) {
        String text = view.text(field);
        return text == null || text.isEmpty() ? (field == TokenField.EXPIRES ? "never" : "none") : text;
    }

    private static String tsv(@Nullable String value) {
        return value == null ? "" : SafeText.tsv(value);
    }

    private static void write(JsonText json, TokenView view) {
        for (TokenField field : TokenField.ALL) {
            view.write(field, json);
        }
    }
}

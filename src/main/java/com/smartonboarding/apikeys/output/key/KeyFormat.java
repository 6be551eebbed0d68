package com.smartonboarding.apikeys.output.key;

import com.smartonboarding.apikeys.model.result.KeyUse;
import com.smartonboarding.apikeys.model.text.UtcTime;
import com.smartonboarding.apikeys.output.json.JsonText;
import com.smartonboarding.apikeys.output.json.OutputSchemas;
import com.smartonboarding.apikeys.output.terminal.Palette;
import com.smartonboarding.apikeys.output.terminal.Terminal;
import com.smartonboarding.apikeys.output.text.RelativeTime;
import com.smartonboarding.apikeys.output.text.TextTable;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;

/** The formats of the list of master keys. */
public enum KeyFormat {
    TABLE,
    TSV,
    JSON;

    private static final String NOTHING = "-";

    /** The format if none is chosen: a table on a terminal, TSV in a pipe. */
    public static KeyFormat byDefault(Terminal terminal) {
        return terminal.stdout() ? TABLE : TSV;
    }

    /** The list in this format. */
    public String print(List<KeyUse> keys, Instant now, Terminal terminal, Palette palette) {
        return switch (this) {
            case TABLE -> table(keys, now, terminal, palette);
            case TSV -> tsv(keys);
            case JSON -> json(keys);
        };
    }

    private static String table(List<KeyUse> keys, Instant now, Terminal terminal, Palette palette) {
        StringWriter out = new StringWriter();
        int width = terminal.stdout() ? terminal.columns() : TextTable.UNLIMITED;
        TextTable table = new TextTable(
                out,
                List.of(
                        new TextTable.Column("ID", 0),
                        new TextTable.Column("CREATED", 0),
                        new TextTable.Column("USED FOR", 1),
                        new TextTable.Column("TOKENS", 0),
                        new TextTable.Column("REVOKED", 0, 1)),
                true,
                width,
                palette);
        for (KeyUse key : keys) {
            Instant created = key.created();
            table.row(List.of(
                    cell(key.id()),
                    cell(created == null ? NOTHING : RelativeTime.of(created, now)),
                    cell(use(key)),
                    cell(Long.toString(key.tokens())),
                    cell(Long.toString(key.revoked()))));
        }
        table.end();
        return out.toString();
    }

    private static String use(KeyUse key) {
        if (key.created() == null) {
            return "missing";
        }
        if (key.forNewCodes()) {
            return key.forMacs() ? "new codes, MACs" : "new codes";
        }
        return key.forMacs() ? "MACs" : key.isUnused() ? "nothing" : "old codes";
    }

    private static String tsv(List<KeyUse> keys) {
        StringBuilder lines = new StringBuilder();
        for (KeyUse key : keys) {
            Instant created = key.created();
            lines.append(key.id()).append('\t');
            lines.append(created == null ? "" : UtcTime.of(created)).append('\t');
            lines.append(key.forNewCodes()).append('\t');
            lines.append(key.forMacs()).append('\t');
            lines.append(key.tokens()).append('\t');
            lines.append(key.revoked()).append('\n');
        }
        return lines.toString();
    }

    private static String json(List<KeyUse> keys) {
        StringWriter out = new StringWriter();
        JsonText json = JsonText.indented(out)
                .beginObject()
                .member("schema", OutputSchemas.KEY_LIST)
                .beginArray("keys");
        for (KeyUse key : keys) {
            Instant created = key.created();
            json.beginObject()
                    .member("id", key.id())
                    .member("created", created == null ? null : UtcTime.of(created))
                    .member("new_codes", key.forNewCodes())
                    .member("macs", key.forMacs())
                    .member("tokens", key.tokens())
                    .member("revoked", key.revoked())
                    .member("unused", key.isUnused())
                    .endObject();
        }
        json.endArray().endObject().endDocument();
        return out.toString();
    }

    private static TextTable.Cell cell(String text) {
        return new TextTable.Cell(text, null);
    }
}

package com.smartonboarding.apikeys.output;

import com.smartonboarding.apikeys.model.Administrator;
import com.smartonboarding.apikeys.model.result.RoleHolder;
import com.smartonboarding.apikeys.model.text.UtcTime;
import com.smartonboarding.apikeys.output.json.JsonText;
import com.smartonboarding.apikeys.output.json.OutputSchemas;
import com.smartonboarding.apikeys.output.terminal.Palette;
import com.smartonboarding.apikeys.output.terminal.Terminal;
import com.smartonboarding.apikeys.output.text.RelativeTime;
import com.smartonboarding.apikeys.output.text.SafeText;
import com.smartonboarding.apikeys.output.text.TextTable;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The formats of the list of System Administrators. */
public enum AdministratorFormat {
    TABLE,
    TSV,
    JSON;

    /** The format if none is chosen: a table on a terminal, TSV in a pipe. */
    public static AdministratorFormat byDefault(Terminal terminal) {
        return terminal.stdout() ? TABLE : TSV;
    }

    /** The list in this format. */
    public String print(AdministratorList list, Terminal terminal, Palette palette) {
        return switch (this) {
            case TABLE -> table(list, terminal, palette);
            case TSV -> tsv(list);
            case JSON -> json(list);
        };
    }

    private static String table(AdministratorList list, Terminal terminal, Palette palette) {
        StringWriter out = new StringWriter();
        int width = terminal.stdout() ? terminal.columns() : TextTable.UNLIMITED;
        boolean differ = list.holders().stream().anyMatch(RoleHolder::hasAnotherName);
        List<TextTable.Column> columns = new ArrayList<>(List.of(
                new TextTable.Column("UID", 0),
                new TextTable.Column("NAME", 1),
                new TextTable.Column("GRANTED", 0),
                new TextTable.Column("GRANTED BY", 2)));
        if (differ) {
            columns.add(2, new TextTable.Column("NAME NOW", 3));
        }
        TextTable table = new TextTable(out, columns, true, width, palette);
        for (RoleHolder holder : list.holders()) {
            Administrator administrator = holder.administrator();
            List<TextTable.Cell> row = new ArrayList<>(List.of(
                    cell(Long.toString(administrator.user().uid())),
                    cell(administrator.user().name()),
                    cell(RelativeTime.of(administrator.grantedAt(), list.now())),
                    cell(administrator.grantedBy().name())));
            if (differ) {
                row.add(2, cell(Objects.requireNonNullElse(currentName(holder), "-")));
            }
            table.row(row);
        }
        table.end();
        return out.toString();
    }

    private static String tsv(AdministratorList list) {
        StringBuilder lines = new StringBuilder();
        for (RoleHolder holder : list.holders()) {
            Administrator administrator = holder.administrator();
            lines.append(administrator.user().uid()).append('\t');
            lines.append(SafeText.tsv(administrator.user().name())).append('\t');
            lines.append(UtcTime.of(administrator.grantedAt())).append('\t');
            lines.append(SafeText.tsv(administrator.grantedBy().name())).append('\t');
            lines.append(SafeText.tsv(Objects.requireNonNullElse(currentName(holder), "")))
                    .append('\n');
        }
        return lines.toString();
    }

    private static String json(AdministratorList list) {
        StringWriter out = new StringWriter();
        JsonText json = JsonText.indented(out)
                .beginObject()
                .member("schema", OutputSchemas.ADMINS)
                .beginArray("administrators");
        for (RoleHolder holder : list.holders()) {
            Administrator administrator = holder.administrator();
            json.beginObject()
                    .member("uid", administrator.user().uid())
                    .member("name", administrator.user().name())
                    .member("granted", UtcTime.of(administrator.grantedAt()))
                    .member("granted_by", administrator.grantedBy().name())
                    .member("present_name", currentName(holder))
                    .endObject();
        }
        json.endArray().endObject().endDocument();
        return out.toString();
    }

    private static @Nullable String currentName(RoleHolder holder) {
        return holder.currentUser() == null ? null : holder.currentUser().name();
    }

    private static TextTable.Cell cell(String text) {
        return new TextTable.Cell(text, null);
    }
}

package com.smartonboarding.apikeys.torture.tool;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Reads a database through SQLite alone, as a program without our checks would. */
public final class Sqlite {
    private Sqlite() {}

    /** The rows that a query finds. Each value is text. */
    public static List<String> rows(Path database, String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            int columns = found.getMetaData().getColumnCount();
            while (found.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= columns; i++) {
                    row.append(found.getString(i)).append('|');
                }
                rows.add(row.toString());
            }
        }
        return rows;
    }

    /** Everything that a command may change: tokens and administrators. Empty if there is no database yet. */
    public static String state(Path database) throws Exception {
        if (!Files.exists(database)
                || rows(database, "SELECT 1 FROM sqlite_schema WHERE name = 'token'")
                        .isEmpty()) {
            return "";
        }
        return String.join("\n", rows(database, "SELECT * FROM token ORDER BY id"))
                + "\n"
                + String.join("\n", rows(database, "SELECT * FROM administrator ORDER BY uid"));
    }
}

package com.smartonboarding.apikeys.torture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A database as SQLite shows it, without the tool: what is in it, and what a reader without our checks would say. */
final class Sqlite {
    private Sqlite() {}

    /** The rows of what a query finds, each value as text. */
    static List<String> rows(Path database, String query) throws SQLException {
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

    /** All that a command may change: tokens and administrators. Nothing, where there is no database yet. */
    static String state(Path database) throws Exception {
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

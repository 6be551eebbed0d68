package com.smartonboarding.apikeys.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A database file as SQLite shows it to an attacker who can write it but does not have the key. */
public final class RawDatabase {
    private final Path file;

    public RawDatabase(Path file) {
        this.file = file;
    }

    /** Runs the statements without constraints and triggers, and then restores the triggers. */
    public RawDatabase execute(String... statements) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA ignore_check_constraints = ON");
            List<String> names = texts(statement, "SELECT name FROM sqlite_schema WHERE type = 'trigger' ORDER BY 1");
            List<String> triggers = texts(statement, "SELECT sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY 1");
            for (String name : names) {
                statement.execute("DROP TRIGGER " + name);
            }
            for (String each : statements) {
                statement.execute(each);
            }
            for (String trigger : triggers) {
                statement.execute(trigger);
            }
        } catch (SQLException e) {
            throw new AssertionError(String.join("; ", statements), e);
        }
        return this;
    }

    /** Runs one statement unchanged. */
    public RawDatabase executePlainly(String sql) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
        return this;
    }

    /**
     * Leaves the file and its journal as a writer does that is killed in a transaction with these statements, after it
     * wrote every changed page.
     */
    public RawDatabase killedIn(String... statements) throws IOException {
        Path journal = file.resolveSibling(file.getFileName() + "-journal");
        byte[] changed;
        byte[] hot;
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA synchronous = OFF"); // otherwise the journal would only count once it is synced
            statement.execute("BEGIN IMMEDIATE");
            for (String each : statements) {
                statement.execute(each);
            }
            hot = Files.readAllBytes(journal);
            statement.execute("COMMIT");
            changed = Files.readAllBytes(file);
        } catch (SQLException e) {
            throw new AssertionError(String.join("; ", statements), e);
        }
        Files.write(file, changed);
        Files.write(journal, hot);
        for (Path each : List.of(file, journal)) {
            Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rw-------"));
        }
        return this;
    }

    /** Runs the statement while this table accepts NULL in all columns. */
    public RawDatabase withoutNotNull(String table, String sql) {
        String schema = texts("SELECT sql FROM sqlite_schema WHERE name = '" + table + "'")
                .get(0);
        rewriteSchema(table, schema.replace(" NOT NULL", ""));
        execute(sql);
        rewriteSchema(table, schema);
        return this;
    }

    private void rewriteSchema(String table, String sql) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA writable_schema = ON");
            statement.execute("UPDATE sqlite_schema SET sql = '" + sql.replace("'", "''") + "' WHERE name = '" + table
                    + "' AND type = 'table'");
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** The first column of a query's result. */
    public List<String> texts(String query) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            return texts(statement, query);
        } catch (SQLException e) {
            throw new AssertionError(query, e);
        }
    }

    /** The only blob of a query's result. */
    public byte[] blob(String query) {
        return HexFormat.of().parseHex(texts("SELECT hex((" + query + "))").get(0));
    }

    private static List<String> texts(Statement statement, String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}

package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.store.engine.LockWait;
import com.smartonboarding.apikeys.store.engine.NamedParameters;
import com.smartonboarding.apikeys.store.engine.NativeLibrary;
import com.smartonboarding.apikeys.store.schema.Header;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.jdbi.v3.core.statement.TemplateEngine;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/** Opens connections to one database file, each with the settings that keep tokens durable and secret. */
public final class Connections {
    /** One statement each: from a text with several statements, the driver runs only the first and does not say so. */
    private static final String[] SETTINGS = {
        "PRAGMA journal_mode = DELETE",
        "PRAGMA synchronous = EXTRA",
        "PRAGMA secure_delete = ON",
        "PRAGMA foreign_keys = ON",
        "PRAGMA trusted_schema = OFF",
        "PRAGMA cell_size_check = ON",
        "PRAGMA mmap_size = 0",
    };

    /**
     * A change that outgrows the cache stays in memory. Otherwise SQLite would write a part of it into the file, and keep
     * readers out from then on, not only during the commit.
     */
    private static final String CHANGE_IN_MEMORY = "PRAGMA cache_spill = OFF";

    /** A draft is removed if anything fails, and is written to the disk before it gets its name. */
    private static final String[] SETTINGS_OF_DRAFT = {"PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF"};

    private final Path file;
    private final Duration patience;
    private final boolean urgent;
    private final boolean draft;

    /** Connections that wait this long for a lock. */
    public Connections(Path file, Duration patience) {
        this(file, patience, false, false);
    }

    private Connections(Path file, Duration patience, boolean urgent, boolean draft) {
        this.file = file;
        this.patience = patience;
        this.urgent = urgent;
        this.draft = draft;
    }

    /** The same for urgent work: a process that was stopped while holding the lock is ended within seconds. */
    Connections urgent() {
        return new Connections(file, patience, true, draft);
    }

    /** The same, but they wait at most this long for a lock. */
    Connections waiting(Duration most) {
        return new Connections(file, most.compareTo(patience) < 0 ? most : patience, urgent, draft);
    }

    /** Connections to a draft that nobody else uses yet: a change is written to the file as it goes on. */
    Connections ofDraft(Path draft) {
        return new Connections(draft, patience, urgent, true);
    }

    Path file() {
        return file;
    }

    /** How long they wait for a lock. */
    Duration patience() {
        return patience;
    }

    /** The version of the SQLite library in use, such as {@code 3.54.1}. */
    public static String libraryVersion() {
        NativeLibrary.load();
        try (Connection connection = new SQLiteConfig().createConnection("jdbc:sqlite::memory:");
                Statement statement = connection.createStatement()) {
            return statement.executeQuery("SELECT sqlite_version()").getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException("SQLite does not answer", e);
        }
    }

    public Handle open(boolean writable) {
        Header.check(file);
        return openBeside(writable);
    }

    /**
     * Opens one more connection while this process has one that may hold a lock. Only SQLite may open the file then:
     * when a process closes a file, it loses all its locks on it (fcntl(2)). Only SQLite delays the closing.
     */
    Handle openBeside(boolean writable) {
        Jdbi jdbi = Jdbi.create(() -> connect(writable));
        // By default, the message about a failed statement repeats the values that were bound to it.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
        // Our statements have no template to fill in, only names to look for.
        jdbi.getConfig(SqlStatements.class)
                .setTemplateEngine(TemplateEngine.NOP)
                .setSqlParser(new NamedParameters());
        return jdbi.open();
    }

    /** A connection with all settings made, in plain JDBC. */
    Connection connect(boolean writable) throws SQLException {
        return connect(writable, new SQLiteConfig(), connection -> {});
    }

    /** What the caller does with a connection before SQLite reads the file. */
    public interface Beginning {
        void apply(Connection connection) throws SQLException;
    }

    /** The same, with limits of the caller. */
    public Connection connect(boolean writable, SQLiteConfig config, Beginning beginning) throws SQLException {
        NativeLibrary.load();
        config.setBusyTimeout(0);
        config.setReadOnly(!writable);
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        // The driver lets only one thread at a time use a connection, so SQLite need not lock it again for each value.
        config.setOpenMode(SQLiteOpenMode.NOMUTEX);
        // Not through the class JDBC of the driver, which first sets up Java's DriverManager.
        PlacedConnection connection = PlacedConnection.open(file, config.toProperties());
        try {
            beginning.apply(connection);
            connection.waitBy(new LockWait(file, patience, urgent, connection::isInPlace));
            for (String setting : SETTINGS) {
                execute(connection, setting);
            }
            if (draft) {
                for (String setting : SETTINGS_OF_DRAFT) {
                    execute(connection, setting);
                }
            } else if (writable) {
                execute(connection, CHANGE_IN_MEMORY);
            }
            return connection;
        } catch (SQLException e) {
            // A wait for the lock also ends because the file was replaced.
            boolean inPlace = connection.isInPlace();
            connection.close();
            if (!inPlace) {
                throw PlacedConnection.replaced(file);
            }
            throw e;
        }
    }

    /** Of a statement that is not prepared, the driver asks regular expressions whether it is a command of its own. */
    private static void execute(Connection connection, String setting) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(setting)) {
            statement.execute();
        }
    }
}

package com.smartonboarding.apikeys.store.engine;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.core.Codes;
import org.sqlite.core.CoreStatement;
import org.sqlite.core.DB;

/**
 * A query that one connection runs often, by the inner interface of the driver. Through JDBC, each execution asks SQLite
 * for the names of all columns, and makes Java objects of them from C. For a lookup of one token, this took a third of
 * the time ({@code src/bench/verification}). Closed with its connection. Not safe for use by several threads at once.
 */
public final class RepeatedQuery {
    /** What the caller does with a row. The cells are valid until it returns. */
    public interface Work<T> {
        T on(Cells row) throws SQLException;
    }

    /** What the caller does with each row. */
    public interface EachRow {
        void on(Cells row) throws SQLException;
    }

    private final CoreStatement statement;

    /** Prepares a query on a connection of the driver. */
    public RepeatedQuery(Connection connection, String sql) throws SQLException {
        this.statement = (CoreStatement) connection.prepareStatement(sql);
    }

    /**
     * Does the work on the first row. Until it returns, the query holds the lock of a reader, so that other queries on
     * this connection read the same state of the database.
     *
     * @param values those that stand for the question marks
     * @return null if there is no row
     */
    public <T> @Nullable T first(Work<T> work, Object... values) throws SQLException {
        return statement.pointer.safeRun((database, pointer) -> {
            try {
                return database.execute(statement, values) ? work.on(new Present(database, pointer)) : null;
            } finally {
                reset(database, pointer);
            }
        });
    }

    /** Passes each row on. */
    public void forEach(EachRow consumer, Object... values) throws SQLException {
        statement.pointer.safeRunConsume((database, pointer) -> {
            try {
                Cells row = new Present(database, pointer);
                for (boolean more = database.execute(statement, values); more; more = step(database, pointer)) {
                    consumer.on(row);
                }
            } finally {
                reset(database, pointer);
            }
        });
    }

    private static boolean step(DB database, long pointer) throws SQLException {
        int result = database.step(pointer);
        if (result != Codes.SQLITE_ROW && result != Codes.SQLITE_DONE) {
            database.throwex(result);
        }
        return result == Codes.SQLITE_ROW;
    }

    /** Ends the query. When an execution fails, the driver closes the statement, and its pointer then leads nowhere. */
    private void reset(DB database, long pointer) throws SQLException {
        if (!statement.pointer.isClosed()) {
            database.reset(pointer);
        }
    }

    /** The row that the statement is at; SQLite counts columns from 0. */
    private record Present(DB database, long pointer) implements Cells {
        @Override
        public long number(int place) throws SQLException {
            return database.column_long(pointer, place - 1);
        }

        @Override
        public boolean isNull(int place) throws SQLException {
            return database.column_type(pointer, place - 1) == Codes.SQLITE_NULL;
        }

        @Override
        public boolean isSeenToBeNull(int place) throws SQLException {
            return isNull(place);
        }

        @Override
        public byte @Nullable [] bytes(int place) throws SQLException {
            return database.column_blob(pointer, place - 1);
        }

        @Override
        public @Nullable String text(int place) throws SQLException {
            return database.column_text(pointer, place - 1);
        }
    }
}

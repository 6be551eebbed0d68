package com.smartonboarding.apikeys.store.engine;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** The values of the present row of a result, by their places, counted from 1. {@link Column} reads them. */
public interface Cells {
    /** A number; 0 for NULL. */
    long number(int place) throws SQLException;

    boolean isNull(int place) throws SQLException;

    /** Whether the value is NULL, where asking this first takes less time than reading the value. */
    default boolean isSeenToBeNull(int place) throws SQLException {
        return false;
    }

    /** The bytes of a text or a blob. An empty text has none, so it looks like NULL. */
    byte @Nullable [] bytes(int place) throws SQLException;

    @Nullable
    String text(int place) throws SQLException;

    /** The row that a result of JDBC is at. */
    static Cells of(ResultSet row) {
        return new OfResultSet(row);
    }

    /** What is made of a row. */
    interface Mapping<T> {
        T of(Cells row) throws SQLException;
    }

    /** Maps each row of a query of JDBI. */
    static <T> RowMapper<T> each(Mapping<T> mapping) {
        return (row, context) -> mapping.of(of(row));
    }

    /** A row of a result of JDBC. */
    record OfResultSet(ResultSet row) implements Cells {
        @Override
        public long number(int place) throws SQLException {
            return row.getLong(place);
        }

        @Override
        public boolean isNull(int place) throws SQLException {
            return row.getObject(place) == null;
        }

        @Override
        public byte @Nullable [] bytes(int place) throws SQLException {
            return row.getBytes(place);
        }

        @Override
        public @Nullable String text(int place) throws SQLException {
            return row.getString(place);
        }
    }
}

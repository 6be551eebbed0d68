package com.smartonboarding.apikeys.store.engine;

import com.smartonboarding.apikeys.failure.IntegrityException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads columns that may be NULL; times are whole milliseconds since 1970-01-01T00:00Z. */
public final class Columns {
    private Columns() {}

    public static @Nullable Long number(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return value == 0 && row.wasNull() ? null : value;
    }

    /**
     * A text. As bytes the driver gives it in less than half the time, for which it makes no buffer in Java; but an empty
     * text has no bytes, and looks like NULL then.
     */
    public static @Nullable String text(ResultSet row, int column) throws SQLException {
        byte[] utf8 = row.getBytes(column);
        return utf8 == null ? row.getString(column) : new String(utf8, StandardCharsets.UTF_8);
    }

    /** A text that is never NULL. */
    public static String presentText(ResultSet row, int column) throws SQLException {
        return present(text(row, column));
    }

    public static byte @Nullable [] bytes(ResultSet row, int column) throws SQLException {
        return row.getBytes(column);
    }

    /** The value of a column that is never NULL; only damage can make it NULL. */
    public static <T> T present(@Nullable T value) {
        if (value == null) {
            throw IntegrityException.tampered("A row of the database lacks a value that every such row has.", null);
        }
        return value;
    }

    public static @Nullable Instant time(ResultSet row, int column) throws SQLException {
        long milliseconds = row.getLong(column);
        return milliseconds == 0 && row.wasNull() ? null : Instant.ofEpochMilli(milliseconds);
    }

    public static @Nullable Long milliseconds(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }
}

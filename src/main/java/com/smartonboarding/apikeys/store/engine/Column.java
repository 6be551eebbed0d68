package com.smartonboarding.apikeys.store.engine;

import com.smartonboarding.apikeys.failure.IntegrityException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A column of a result. It is read by its place, because the driver searches for a name again in every row. Times are whole
 * milliseconds since 1970-01-01T00:00Z.
 *
 * @param place its place among the columns that a query selects, counted from 1
 */
public record Column(String name, int place) {

    public long number(Cells row) throws SQLException {
        return row.number(place);
    }

    public @Nullable Long numberOrNull(Cells row) throws SQLException {
        if (row.isSeenToBeNull(place)) {
            return null;
        }
        long value = row.number(place);
        return value == 0 && row.isNull(place) ? null : value;
    }

    public boolean isTrue(Cells row) throws SQLException {
        return row.number(place) != 0;
    }

    public String text(Cells row) throws SQLException {
        return present(read(row));
    }

    /**
     * Reads the text as bytes, which takes half as long as {@code getString}, because the driver then makes no buffer in
     * Java. But an empty text has no bytes, so it looks like NULL.
     */
    public @Nullable String textOrNull(Cells row) throws SQLException {
        return row.isSeenToBeNull(place) ? null : read(row);
    }

    private @Nullable String read(Cells row) throws SQLException {
        byte[] utf8 = row.bytes(place);
        return utf8 == null ? row.text(place) : new String(utf8, StandardCharsets.UTF_8);
    }

    /** Bytes that are never NULL in a row of ours, nor empty. */
    public byte[] bytes(Cells row) throws SQLException {
        return present(row.bytes(place));
    }

    public byte @Nullable [] bytesOrNull(Cells row) throws SQLException {
        return row.isSeenToBeNull(place) ? null : row.bytes(place);
    }

    public Instant time(Cells row) throws SQLException {
        return Instant.ofEpochMilli(row.number(place));
    }

    public @Nullable Instant timeOrNull(Cells row) throws SQLException {
        if (row.isSeenToBeNull(place)) {
            return null;
        }
        long milliseconds = row.number(place);
        return milliseconds == 0 && row.isNull(place) ? null : Instant.ofEpochMilli(milliseconds);
    }

    /** A value that only damage can make NULL. */
    public static <T> T present(@Nullable T value) {
        if (value == null) {
            throw IntegrityException.tampered("A row of the database lacks a value that every such row has.");
        }
        return value;
    }
}

package com.smartonboarding.apikeys.model;

/**
 * The order of a list of tokens; those equal in it are ordered by age, then id.
 *
 * @param column what decides
 * @param descending from the greatest to the least
 */
public record TokenOrder(Column column, boolean descending) {
    /** What a list can be ordered by. */
    public enum Column {
        ID,
        LABEL,
        STATUS,
        CREATED,
        EXPIRES,
        LAST_ACCESSED,
        CREATED_BY
    }

    /** The oldest token first. */
    public static final TokenOrder OLDEST_FIRST = new TokenOrder(Column.CREATED, false);
}

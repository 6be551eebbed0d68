package com.smartonboarding.apikeys.model;

/**
 * The order of a list of tokens. Tokens with equal keys are ordered by creation time. Tokens that were made together are
 * ordered as they were asked for: their ids are in this order.
 *
 * @param column the sort key
 * @param descending whether the greatest comes first
 */
public record TokenOrder(Column column, boolean descending) {
    /** The columns that a list can be sorted by. */
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

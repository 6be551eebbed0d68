package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.model.TokenOrder;
import org.jdbi.v3.core.Handle;

/**
 * How all tokens are read in an order. If SQLite sorts much, it writes what it sorts to a temporary file, which would then
 * hold the seals and verifiers of all tokens. So rows are sorted in memory. If there are too many, SQLite sorts their keys
 * alone and then looks up the rows.
 */
final class TokenSorting {
    /** Up to this number, rows are sorted in memory, at some 400 bytes each. */
    private static final long SORTED_IN_MEMORY = 50_000;

    private final TokenOrder order;
    private final boolean inMemory;

    TokenSorting(TokenOrder order, long tokens) {
        this.order = order;
        this.inMemory = tokens <= SORTED_IN_MEMORY;
    }

    /** Prepares the connection for the query. */
    void prepare(Handle handle) {
        handle.execute(inMemory ? "PRAGMA temp_store = MEMORY" : "PRAGMA cache_size = -8192"); // KiB
    }

    /** What follows the columns that the query selects. */
    String fromAndOrderBy() {
        String sorted = TokenRow.from(TokenRow.IN_FILE_ORDER) + "ORDER BY " + orderBy();
        return inMemory
                ? sorted
                : TokenRow.from(
                        "(SELECT token.id AS sorted" + sorted + " LIMIT -1) CROSS JOIN token ON token.id = sorted");
    }

    private String orderBy() {
        String direction = order.descending() ? " DESC" : "";
        String column = switch (order.column()) {
            case ID -> "id";
            case LABEL -> "label COLLATE NOCASE";
            case STATUS ->
                "CASE WHEN revoked_at <= :now THEN 3 WHEN expires_at <= :now THEN 2"
                        + " WHEN disabled_at <= :now THEN 1 ELSE 0 END";
            case CREATED -> "created_at" + direction + ", id";
            case EXPIRES -> "expires_at IS NULL" + direction + ", expires_at";
            case LAST_ACCESSED -> "last_accessed_at";
            case CREATED_BY -> "created_by_name";
        };
        return column + direction + ", created_at, id";
    }
}

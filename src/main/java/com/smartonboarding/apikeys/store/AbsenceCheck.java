package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.model.StoredWords.Action;
import com.smartonboarding.apikeys.model.TokenOrder;
import com.smartonboarding.apikeys.secret.MacKey;
import com.smartonboarding.apikeys.store.engine.JsonArray;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * If a lookup finds nothing, either the row does not exist or damage hides it. Before the tool reports that it does not
 * exist, it asks a second place in other pages of the file, so one damage cannot make both wrong. A small database is
 * checked completely.
 */
final class AbsenceCheck {
    /** This many rows and events can be checked within some milliseconds. */
    private static final long FEW = 1_000;

    /** This many rows can be searched for a label within a millisecond. */
    private static final long SOON_LOOKED_THROUGH = 2_000;

    /** The number of rows that look like rows of this table: damage may have exchanged pages with another tree. */
    private static final String WHOLE = "count(*) FILTER (WHERE length(mac) = " + MacKey.MAC_LENGTH + ") AS whole";

    private final Handle handle;
    private final Head head;
    private final AuditRepository audit;
    private final TokenRepository tokens;
    private @Nullable Set<String> allIds;

    AbsenceCheck(Handle handle, Head head, AuditRepository audit, TokenRepository tokens) {
        this.handle = handle;
        this.head = head;
        this.audit = audit;
        this.tokens = tokens;
    }

    /** Refuses a database in which a token may have one of these ids, which no lookup found. */
    void requireNone(Collection<String> ids) {
        if (allIds == null) {
            requireUntold(ids);
            if (head.countTokens() + head.auditSequence() <= FEW) {
                allIds = checkAll();
            }
        }
        if (allIds != null) {
            for (String id : ids) {
                if (allIds.contains(id)) {
                    throw hidden(id);
                }
            }
        }
    }

    /** The trail has an event about every token, and about the deletion of its row. */
    private void requireUntold(Collection<String> ids) {
        handle.createQuery("SELECT wanted.value FROM json_each(:wanted) AS wanted CROSS JOIN audit"
                        + " ON audit.token_id = wanted.value GROUP BY wanted.value"
                        + " HAVING NOT max(audit.action = '" + Action.PURGE + "' AND audit.denied = 0)")
                .bind("wanted", JsonArray.of(ids))
                .map((row, context) -> row.getString(1))
                .findFirst()
                .ifPresent(id -> {
                    throw hidden(id);
                });
    }

    private Set<String> checkAll() {
        Set<String> ids = new HashSet<>();
        audit.verifyAll();
        tokens.forEach(List.of(), TokenOrder.OLDEST_FIRST, Instant.EPOCH, token -> ids.add(token.id()));
        return ids;
    }

    /**
     * Refuses an index that does not lead to all rows with this text. SQLite reports no error if an index leads to
     * fewer rows than it has entries.
     *
     * @param found how many rows a lookup by the index found
     */
    void requireAllFound(String index, String column, String text, int found) {
        boolean few = isSoonLookedThrough();
        String entries = "SELECT count(*) AS entries FROM token INDEXED BY " + index + " WHERE " + column + " = :text";
        String rows = few
                ? "SELECT count(*) FILTER (WHERE " + column + " = :text) AS same, " + WHOLE + " FROM "
                        + TokenRow.IN_FILE_ORDER
                : "SELECT " + found + " AS same, (SELECT count(*) FROM token) AS whole";
        boolean fits = handle.createQuery(
                        "SELECT entries, same, whole FROM (" + entries + ") CROSS JOIN (" + rows + ")")
                .bind("text", text)
                .map((row, context) ->
                        row.getLong(1) == found && row.getLong(2) == found && row.getLong(3) == head.countTokens())
                .one();
        if (!fits) {
            throw doesNotFit(column);
        }
    }

    /** Refuses a table that does not have as many whole rows as there are tokens. */
    void requireAllThere() {
        long whole = handle.createQuery("SELECT " + WHOLE + " FROM " + TokenRow.IN_FILE_ORDER)
                .map((row, context) -> row.getLong(1))
                .one();
        if (whole != head.countTokens()) {
            throw doesNotFit("label");
        }
    }

    static Failure doesNotFit(String column) {
        return IntegrityException.tampered(
                "The tokens, their number and their index by " + column.replace('_', ' ') + " do not agree.");
    }

    /** Whether there are so few tokens that all can be searched for a label. */
    boolean isSoonLookedThrough() {
        return head.countTokens() <= SOON_LOOKED_THROUGH;
    }

    private static Failure hidden(String id) {
        return IntegrityException.tampered(
                "The token with the id " + id + " was made and never purged, but its row is missing.");
    }
}

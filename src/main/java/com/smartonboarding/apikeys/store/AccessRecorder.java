package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.model.LastAccess;
import com.smartonboarding.apikeys.store.engine.Column;
import com.smartonboarding.apikeys.store.engine.JsonArray;
import com.smartonboarding.apikeys.store.engine.RepeatedQuery;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;

/**
 * Notes when tokens were last accessed, on a connection that stays open with its statements prepared. No rule depends on
 * these times, so they are outside the row MACs and not in the audit trail. Not safe for use by several threads at once.
 */
public final class AccessRecorder implements AutoCloseable {
    /**
     * Those of these tokens, in a JSON array, whose access on record is not between two times, in the order of the array.
     * So the accesses that are on record already, which are most, cost no row.
     */
    private static final String NOT_RECORDED_BETWEEN = """
            SELECT wanted.value, last_accessed_at
            FROM json_each(?) AS wanted LEFT JOIN token_access ON token_id = wanted.value
            WHERE last_accessed_at IS NULL OR last_accessed_at NOT BETWEEN ? AND ?
            """;

    private static final Column ID = new Column("id", 1);
    private static final Column LAST_ACCESSED_AT = new Column("last_accessed_at", 2);

    /** Accesses in a JSON array, each an array of the id, the time and the address. The second parameter is the time now. */
    private static final String NOTE = """
            INSERT INTO token_access (token_id, last_accessed_at, last_accessed_from)
            SELECT value ->> 0, value ->> 1, value ->> 2
            FROM json_each(?) WHERE EXISTS (SELECT 1 FROM token WHERE id = value ->> 0)
            ON CONFLICT (token_id) DO UPDATE SET
                last_accessed_at = excluded.last_accessed_at,
                last_accessed_from = excluded.last_accessed_from
            WHERE last_accessed_at < excluded.last_accessed_at OR last_accessed_at > ?
            """;

    /** The number of accesses in one JSON array, which takes some 50 bytes for each. */
    private static final int PIECE = 1_000;

    private final Transactions transactions;
    private final Handle handle;
    private final RepeatedQuery notRecordedBetween;
    private final PreparedStatement note;

    AccessRecorder(Transactions transactions, Handle handle) {
        this.transactions = transactions;
        this.handle = handle;
        try {
            notRecordedBetween = new RepeatedQuery(handle.getConnection(), NOT_RECORDED_BETWEEN);
            note = handle.getConnection().prepareStatement(NOTE);
        } catch (SQLException e) {
            throw new StatementFailed(e);
        }
    }

    /**
     * Notes those of these accesses that {@linkplain LastAccess#isToBeRecorded are to be recorded}, by token id, all or
     * none. If there is none, no other process waits. An access that is older than the one on record changes nothing,
     * unless the one on record is in the future. A token that no longer exists is skipped. After an exception, the
     * recorder can only be closed.
     */
    public void record(Map<String, LastAccess> accesses, Instant now) {
        List<String> ids = FileOrder.of(accesses.keySet());
        transactions.translated(() -> {
            List<String> due = transactions.read(handle, transaction -> due(ids, accesses));
            return due.isEmpty() || transactions.change(handle, transaction -> note(due, accesses, now));
        });
    }

    /** Those of these ids whose accesses are to be recorded, in their order. */
    private List<String> due(List<String> ids, Map<String, LastAccess> accesses) {
        Instant first = Instant.MAX;
        Instant last = Instant.MIN;
        for (LastAccess access : accesses.values()) {
            first = access.at().isBefore(first) ? access.at() : first;
            last = access.at().isAfter(last) ? access.at() : last;
        }
        List<String> due = new ArrayList<>();
        try {
            // An access on record within these times is recent enough for all of them.
            long recent = last.minus(LastAccess.RESOLUTION).toEpochMilli() + 1;
            long soon = first.plus(LastAccess.RESOLUTION).toEpochMilli() - 1;
            for (int i = 0; i < ids.size(); i += PIECE) {
                notRecordedBetween.forEach(
                        row -> {
                            String id = ID.text(row);
                            Instant at = LAST_ACCESSED_AT.timeOrNull(row);
                            LastAccess before = at == null ? null : new LastAccess(at, null);
                            if (LastAccess.isToBeRecorded(
                                    before, of(id, accesses).at())) {
                                due.add(id);
                            }
                        },
                        JsonArray.of(ids.subList(i, Math.min(ids.size(), i + PIECE))),
                        recent,
                        soon);
            }
        } catch (SQLException e) {
            throw new StatementFailed(e);
        }
        return due;
    }

    private boolean note(List<String> ids, Map<String, LastAccess> accesses, Instant now) {
        try {
            note.setLong(2, now.toEpochMilli());
            for (int i = 0; i < ids.size(); i += PIECE) {
                StringBuilder json = new StringBuilder("[");
                for (String id : ids.subList(i, Math.min(ids.size(), i + PIECE))) {
                    LastAccess access = of(id, accesses);
                    json.append(json.length() > 1 ? ",[" : "[")
                            .append(JsonArray.text(id))
                            .append(',')
                            .append(access.at().toEpochMilli())
                            .append(',')
                            .append(access.from() == null ? "null" : JsonArray.text(access.from()))
                            .append(']');
                }
                note.setString(1, json.append(']').toString());
                note.execute();
            }
        } catch (SQLException e) {
            throw new StatementFailed(e);
        }
        return true;
    }

    private static LastAccess of(String id, Map<String, LastAccess> accesses) {
        return Objects.requireNonNull(accesses.get(id));
    }

    @Override
    public void close() {
        handle.close();
    }
}

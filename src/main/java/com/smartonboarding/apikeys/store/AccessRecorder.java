package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.model.LastAccess;
import com.smartonboarding.apikeys.store.engine.JsonArray;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Notes when tokens were last accessed, on a connection that stays open. No rule depends on these times, so they are
 * outside the row MACs and not in the audit trail. Not safe for use by several threads at once.
 */
public final class AccessRecorder implements AutoCloseable {
    private static final String RECORDED = """
            SELECT token_id, last_accessed_at
            FROM json_each(:ids) AS wanted CROSS JOIN token_access ON token_id = wanted.value
            """;

    private static final String NOTE = """
            INSERT INTO token_access (token_id, last_accessed_at, last_accessed_from)
            SELECT :id, :at, :from WHERE EXISTS (SELECT 1 FROM token WHERE id = :id)
            ON CONFLICT (token_id) DO UPDATE SET
                last_accessed_at = excluded.last_accessed_at,
                last_accessed_from = excluded.last_accessed_from
            WHERE last_accessed_at < excluded.last_accessed_at OR last_accessed_at > :now
            """;

    /** Bound values stay in memory until the batch is executed, at some hundred bytes each. */
    private static final int MOST_BOUND = 1_000;

    private final Transactions transactions;
    private final Handle handle;

    AccessRecorder(Transactions transactions, Handle handle) {
        this.transactions = transactions;
        this.handle = handle;
    }

    /**
     * Notes those of these accesses that {@linkplain LastAccess#isToBeRecorded are to be recorded}, by token id, all or
     * none. If there is none, no other process waits. An access that is older than the one on record changes nothing,
     * unless the one on record is in the future. A token that no longer exists is skipped. After an exception, the
     * recorder can only be closed.
     */
    public void record(Map<String, LastAccess> accesses, Instant now) {
        // In the order of the file, so that each page is read and written once.
        String[] ids = accesses.keySet().toArray(new String[0]);
        Arrays.sort(ids);
        transactions.translated(() -> {
            List<String> due = transactions.read(handle, transaction -> due(Arrays.asList(ids), accesses));
            return due.isEmpty() || transactions.change(handle, transaction -> note(due, accesses, now));
        });
    }

    /** Those of these ids whose accesses are to be recorded, in their order. */
    private List<String> due(List<String> ids, Map<String, LastAccess> accesses) {
        List<String> due = new ArrayList<>();
        for (int i = 0; i < ids.size(); i += MOST_BOUND) {
            List<String> piece = ids.subList(i, Math.min(ids.size(), i + MOST_BOUND));
            Set<String> recorded = new HashSet<>();
            handle.createQuery(RECORDED)
                    .bind("ids", JsonArray.of(piece))
                    .map((row, context) -> {
                        String id = row.getString(1);
                        LastAccess before = new LastAccess(Instant.ofEpochMilli(row.getLong(2)), null);
                        return LastAccess.isToBeRecorded(
                                        before, of(id, accesses).at())
                                ? ""
                                : id;
                    })
                    .forEach(recorded::add);
            piece.stream().filter(id -> !recorded.contains(id)).forEach(due::add);
        }
        return due;
    }

    private boolean note(List<String> ids, Map<String, LastAccess> accesses, Instant now) {
        for (int i = 0; i < ids.size(); i += MOST_BOUND) {
            PreparedBatch batch = handle.prepareBatch(NOTE);
            for (String id : ids.subList(i, Math.min(ids.size(), i + MOST_BOUND))) {
                LastAccess access = of(id, accesses);
                batch.bind("id", id)
                        .bind("at", access.at().toEpochMilli())
                        .bind("from", access.from())
                        .bind("now", now.toEpochMilli())
                        .add();
            }
            batch.execute();
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

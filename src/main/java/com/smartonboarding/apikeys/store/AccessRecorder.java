package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.model.LastAccess;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Notes when tokens were last accessed, on a connection that stays open. No rule depends on these times, so they are
 * outside the row MACs and not in the audit trail. Not safe for use by several threads at once.
 */
public final class AccessRecorder implements AutoCloseable {
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
     * Notes these accesses by token id, all or none. An access that is older than the one on record changes nothing,
     * unless the one on record is in the future. A token that no longer exists is skipped. After an exception, the
     * recorder can only be closed.
     */
    public void record(Map<String, LastAccess> accesses, Instant now) {
        transactions.translated(() -> transactions.change(handle, transaction -> {
            // In the order of the file, so that each page is read and written once.
            Iterator<Map.Entry<String, LastAccess>> left =
                    new TreeMap<>(accesses).entrySet().iterator();
            while (left.hasNext()) {
                PreparedBatch batch = handle.prepareBatch(NOTE);
                while (left.hasNext() && batch.size() < MOST_BOUND) {
                    Map.Entry<String, LastAccess> next = left.next();
                    batch.bind("id", next.getKey())
                            .bind("at", next.getValue().at().toEpochMilli())
                            .bind("from", next.getValue().from())
                            .bind("now", now.toEpochMilli())
                            .add();
                }
                batch.execute();
            }
            return true;
        }));
    }

    @Override
    public void close() {
        handle.close();
    }
}

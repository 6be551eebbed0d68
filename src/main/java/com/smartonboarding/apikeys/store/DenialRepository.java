package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.model.DeniedAttempts;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** How often who was denied what of late, so that the audit trail does not grow with each attempt. */
public final class DenialRepository {
    private final Handle handle;

    DenialRepository(Handle handle) {
        this.handle = handle;
    }

    /** The attempts of this user at this action since the last event about them. */
    public Optional<DeniedAttempts> find(long uid, String action) {
        return handle.createQuery("""
                        SELECT first_at, last_at, count FROM denial WHERE uid = :uid AND action = :action
                        """)
                .bind("uid", uid)
                .bind("action", action)
                .map((row, context) -> new DeniedAttempts(
                        Instant.ofEpochMilli(row.getLong(1)), Instant.ofEpochMilli(row.getLong(2)), row.getLong(3)))
                .findOne();
    }

    /** Keeps these in the place of what was there. */
    public void save(long uid, String action, DeniedAttempts attempts) {
        handle.createUpdate("""
                        INSERT INTO denial (uid, action, first_at, last_at, count)
                        VALUES (:uid, :action, :firstAt, :lastAt, :count)
                        ON CONFLICT (uid, action) DO UPDATE SET
                            first_at = excluded.first_at, last_at = excluded.last_at, count = excluded.count
                        """)
                .bind("uid", uid)
                .bind("action", action)
                .bind("firstAt", attempts.firstAt().toEpochMilli())
                .bind("lastAt", attempts.lastAt().toEpochMilli())
                .bind("count", attempts.count())
                .execute();
    }
}

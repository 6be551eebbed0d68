package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.model.DeniedAttempts;
import com.smartonboarding.apikeys.store.engine.Cells;
import com.smartonboarding.apikeys.store.engine.Column;
import com.smartonboarding.apikeys.store.engine.Row;
import com.smartonboarding.apikeys.store.engine.Table;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** How often a user was recently denied an action, so that the audit trail does not grow with each attempt. */
public final class DenialRepository {
    private static final Table DENIAL = new Table("denial");

    private static final Column UID = DENIAL.column("uid");
    private static final Column ACTION = DENIAL.column("action");
    private static final Column FIRST_AT = DENIAL.column("first_at");
    private static final Column LAST_AT = DENIAL.column("last_at");
    private static final Column COUNT = DENIAL.column("count");

    private final Handle handle;

    DenialRepository(Handle handle) {
        this.handle = handle;
    }

    /** The attempts of this user at this action since the last event about them. */
    public Optional<DeniedAttempts> find(long uid, String action) {
        return handle.createQuery("SELECT " + DENIAL.list() + " FROM denial WHERE uid = :uid AND action = :action")
                .bind("uid", uid)
                .bind("action", action)
                .map(Cells.each(row -> new DeniedAttempts(FIRST_AT.time(row), LAST_AT.time(row), COUNT.number(row))))
                .findOne();
    }

    /** Keeps these attempts in place of the earlier ones. */
    public void save(long uid, String action, DeniedAttempts attempts) {
        new Row(DENIAL)
                .set(UID, uid)
                .set(ACTION, action)
                .set(FIRST_AT, attempts.firstAt())
                .set(LAST_AT, attempts.lastAt())
                .set(COUNT, attempts.count())
                .bindAll(handle.createUpdate(DENIAL.insert() + """
                         ON CONFLICT (uid, action) DO UPDATE SET
                            first_at = excluded.first_at, last_at = excluded.last_at, count = excluded.count
                        """))
                .execute();
    }
}

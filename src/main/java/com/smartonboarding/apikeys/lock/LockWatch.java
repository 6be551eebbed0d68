package com.smartonboarding.apikeys.lock;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks after those who hold the lock of a database while this process waits for it. An operator can stop a process of
 * this tool in mid-transaction, and so keep out everybody else. One that works is waited for. One that was stopped is
 * continued, and when it is found stopped again, or does nothing at all for seconds, it is ended: SQLite's journal undoes
 * what it had begun.
 */
public final class LockWatch {
    private static final Duration IDLE = Duration.ofSeconds(2);

    private final Path database;
    private final Duration patience;
    private final Map<Long, Seen> seen = new HashMap<>();

    /** Ends nobody before it was waited so long. */
    public LockWatch(Path database, Duration patience) {
        this.database = database;
        this.patience = patience;
    }

    /** What was seen of a process, and after what wait it was first seen so. */
    private record Seen(Activity activity, Duration since, boolean continued) {}

    /** Looks once; to be called every second. */
    public void look(Duration waited) {
        for (LockHolder holder : LockHolder.of(database)) {
            if (holder.isOneOfUs()) {
                look(holder, waited);
            }
        }
    }

    private void look(LockHolder holder, Duration waited) {
        Activity activity = holder.activity();
        Seen before = seen.get(holder.pid());
        boolean continued = before != null && before.continued();
        boolean idle = isIdle(activity, before, waited);
        if ((idle || (activity.stopped() && continued)) && waited.compareTo(patience) >= 0) {
            holder.end();
            return;
        }
        if (activity.stopped() && !continued) {
            holder.goOn();
            continued = true;
        }
        if (before == null || continued != before.continued() || !activity.equals(before.activity())) {
            seen.put(holder.pid(), new Seen(activity, waited, continued));
        }
    }

    private static boolean isIdle(Activity activity, @Nullable Seen before, Duration waited) {
        return before != null
                && !activity.atWork()
                && activity.equals(before.activity())
                && waited.minus(before.since()).compareTo(IDLE) >= 0;
    }
}

package com.smartonboarding.apikeys.lock;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Watches the processes that hold the lock of a database while this process waits for it. An operator could stop a
 * process of this tool in mid-transaction and so lock everybody out. A process that works is left alone. A stopped
 * process is continued. It is ended if it is found stopped a second time, or does nothing for {@link #IDLE}; SQLite's
 * journal then rolls back its transaction. For urgent work, a process that only reads is ended after {@link #READING},
 * although it works: an operator could make it so slow that it never ends, and nothing is lost.
 */
public final class LockWatch {
    private static final Duration IDLE = Duration.ofSeconds(2);

    private static final Duration READING = Duration.ofSeconds(10);

    private final Path database;
    private final Duration patience;
    private final boolean urgent;
    private final Map<Long, Seen> seen = new HashMap<>();

    /** Ends no process before this one has waited for {@code patience}. */
    public LockWatch(Path database, Duration patience, boolean urgent) {
        this.database = database;
        this.patience = patience;
        this.urgent = urgent;
    }

    /** What a process was last seen doing, and how long this process had waited when it first saw that. */
    private record Seen(
            Activity activity,
            Duration since,
            boolean continued,
            @Nullable Duration reading) {}

    /** Looks once; the caller repeats it every second. */
    public void look(Duration waited) {
        for (LockHolder holder : LockHolder.of(database)) {
            if (holder.isThisTool()) {
                look(holder, waited);
            }
        }
    }

    private void look(LockHolder holder, Duration waited) {
        Activity activity = holder.activity();
        Seen before = seen.get(holder.pid());
        boolean continued = before != null && before.continued();
        boolean idle = isIdle(activity, before, waited);
        Duration reading = null;
        if (holder.keepsUsFromWriting()) {
            Duration earlier = before == null ? null : before.reading();
            reading = earlier == null ? waited : earlier;
        }
        if (urgent && reading != null && waited.minus(reading).compareTo(READING) >= 0) {
            holder.end();
            return;
        }
        if ((idle || (activity.stopped() && continued)) && waited.compareTo(patience) >= 0) {
            holder.end();
            return;
        }
        if (activity.stopped() && !continued) {
            holder.resume();
            continued = true;
        }
        Duration since = before != null && continued == before.continued() && activity.equals(before.activity())
                ? before.since()
                : waited;
        seen.put(holder.pid(), new Seen(activity, since, continued, reading));
    }

    private static boolean isIdle(Activity activity, @Nullable Seen before, Duration waited) {
        return before != null
                && !activity.atWork()
                && activity.equals(before.activity())
                && waited.minus(before.since()).compareTo(IDLE) >= 0;
    }
}

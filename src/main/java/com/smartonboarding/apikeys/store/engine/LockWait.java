package com.smartonboarding.apikeys.store.engine;

import com.smartonboarding.apikeys.lock.LockWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.sqlite.BusyHandler;

/**
 * How long a connection waits for a lock, and what it does meanwhile. It retries as often as the timeout of SQLite
 * does. From the first second on, it also looks who holds the lock. The classes for this are loaded only if somebody
 * has to wait.
 */
public final class LockWait extends BusyHandler {
    /** In milliseconds. The last one repeats. */
    private static final int[] PAUSES = {1, 2, 5, 10, 15, 20, 25, 25, 25, 50, 50, 100};

    private static final long BETWEEN_LOOKS = Duration.ofSeconds(1).toNanos();
    /** A revocation ends a process that blocks it as soon as a continued process would have shown activity. */
    private static final Duration URGENT = Duration.ofSeconds(2);

    private final Path file;
    private final Duration patience;
    private final boolean urgent;
    private final BooleanSupplier inPlace;
    private boolean waits = true;
    private long began;
    private long nextLook;
    private @Nullable LockWatch watch;

    /**
     * Waits this long for the lock.
     *
     * @param inPlace whether the file is still the one that its path leads to. If not, waiting ends, because a writer
     *     who got the lock then would take the journal of the new file for one of the old file.
     */
    public LockWait(Path file, Duration patience, boolean urgent, BooleanSupplier inPlace) {
        this.inPlace = inPlace;
        this.file = file;
        this.patience = patience;
        this.urgent = urgent;
    }

    /** Whether it waits from now on, or gives up at once. */
    public void setWaits(boolean waits) {
        this.waits = waits;
    }

    /**
     * Waits a moment before the next attempt to get the lock.
     *
     * @param before how often it was called for this lock
     * @return 0 to give up
     */
    @Override
    protected int callback(int before) {
        if (!waits) {
            return 0;
        }
        long now = System.nanoTime();
        if (before == 0) {
            began = now;
            nextLook = now + BETWEEN_LOOKS;
            watch = null;
        }
        Duration waited = Duration.ofNanos(now - began);
        if (waited.compareTo(patience) >= 0) {
            return 0;
        }
        if (now - nextLook >= 0) {
            look(waited);
            nextLook = System.nanoTime() + BETWEEN_LOOKS;
        }
        return pause(PAUSES[Math.min(before, PAUSES.length - 1)]) && inPlace.getAsBoolean() ? 1 : 0;
    }

    private void look(Duration waited) {
        if (watch == null) {
            watch = new LockWatch(file, urgent ? URGENT : endingAfter(), urgent);
        }
        watch.look(waited);
    }

    /** How long this waits before it ends a process: two thirds of its patience, but never shorter than for urgent work. */
    private Duration endingAfter() {
        Duration most = patience.multipliedBy(2).dividedBy(3);
        return most.compareTo(URGENT) < 0 ? URGENT : most;
    }

    private static boolean pause(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

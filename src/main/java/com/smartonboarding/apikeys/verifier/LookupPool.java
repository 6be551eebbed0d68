package com.smartonboarding.apikeys.verifier;

import com.smartonboarding.apikeys.failure.BusyException;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.ReplacedException;
import com.smartonboarding.apikeys.store.AccessRecorder;
import com.smartonboarding.apikeys.store.Database;
import com.smartonboarding.apikeys.store.Lookups;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The connections of a verifier: one per processor, each used by one thread at a time. */
final class LookupPool {
    private final Supplier<Database> opener;
    private final int size = Runtime.getRuntime().availableProcessors();
    private final Semaphore free = new Semaphore(size);
    private final ConcurrentLinkedQueue<Lookups> idle = new ConcurrentLinkedQueue<>();
    /**
     * Snapshots share this lock. Opening a connection holds it exclusively, because that would drop their file locks.
     */
    private final ReentrantReadWriteLock opening = new ReentrantReadWriteLock();

    private volatile @Nullable Locked locked;
    private volatile boolean ended;

    /** That the database stayed locked up to a time, by {@link System#nanoTime}. */
    private record Locked(BusyException failure, long at) {}

    LookupPool(Supplier<Database> opener) {
        this.opener = opener;
    }

    /** Does the work on one snapshot of the database. */
    <T> T use(Function<Lookups, T> work) {
        free.acquireUninterruptibly();
        try {
            if (ended) {
                throw new IllegalStateException("the verifier is closed");
            }
            long since = System.nanoTime();
            for (int failed = 0; ; failed++) {
                try {
                    return attempt(work, since);
                } catch (RuntimeException e) {
                    if (failed >= mostRepeated(e)) {
                        throw e;
                    }
                    close(); // the idle connections have the same file open
                }
            }
        } finally {
            free.release();
        }
    }

    /** How often work that failed like this is done again on a new connection, at most. */
    private static int mostRepeated(RuntimeException failure) {
        if (failure instanceof ReplacedException) {
            return Database.MOST_REPLACED;
        }
        return TokenVerifier.isMendedByReopening(failure) ? 1 : 0;
    }

    /**
     * Does the work on one snapshot of the database, if that is possible without waiting for a thread, for a lock or for a
     * connection to be opened.
     *
     * @return null if it is not, or if the work failed; {@link #use} can then do it
     */
    <T> @Nullable T useAtOnce(Function<Lookups, T> work) {
        if (ended || !free.tryAcquire()) {
            return null;
        }
        try {
            // The lock does not wait for others that have waited longer, who could otherwise wait for ever.
            return !opening.hasQueuedThreads() && opening.readLock().tryLock() ? attemptAtOnce(work) : null;
        } finally {
            free.release();
        }
    }

    /** The caller holds the lock, which this gives up. */
    private <T> @Nullable T attemptAtOnce(Function<Lookups, T> work) {
        Lookups lane = idle.poll();
        boolean whole = false;
        try {
            T result = lane == null ? null : lane.inSnapshotAtOnce(work);
            whole = true;
            return result;
        } catch (Failure e) {
            return null;
        } finally {
            opening.readLock().unlock();
            giveBack(lane, whole);
        }
    }

    /** Opens a connection for recording accesses, which waits this long for a lock; null stands for the usual time. */
    AccessRecorder openRecorder(@Nullable Duration patience) {
        opening.writeLock().lock();
        try {
            Database database = opener.get();
            return (patience == null ? database : database.waiting(patience)).openAccessRecorder();
        } finally {
            opening.writeLock().unlock();
        }
    }

    /** Lets no new work begin, and waits until running work has ended. */
    void end() {
        ended = true;
        free.acquireUninterruptibly(size);
        free.release(size);
    }

    /** Closes the connections that nobody uses now. */
    void close() {
        for (Lookups lane = idle.poll(); lane != null; lane = idle.poll()) {
            lane.close();
        }
    }

    private <T> T attempt(Function<Lookups, T> work, long since) {
        Lookups lane = take(since);
        boolean whole = false;
        opening.readLock().lock();
        try {
            refuseIfLocked(since);
            T result = lane.inSnapshot(work);
            whole = true;
            return result;
        } catch (BusyException e) {
            throw noted(e);
        } finally {
            opening.readLock().unlock();
            giveBack(lane, whole);
        }
    }

    private void giveBack(@Nullable Lookups lane, boolean whole) {
        if (lane != null && whole) {
            idle.add(lane);
        } else if (lane != null) {
            lane.close();
        }
    }

    private Lookups take(long since) {
        Lookups lane = idle.poll();
        if (lane != null) {
            return lane;
        }
        opening.writeLock().lock();
        try {
            refuseIfLocked(since);
            return opener.get().openLookups();
        } catch (BusyException e) {
            throw noted(e);
        } finally {
            opening.writeLock().unlock();
        }
    }

    /**
     * Refuses work that waited for another thread while that one waited for the database in vain. Otherwise the threads
     * would wait for the database one after the other.
     */
    private void refuseIfLocked(long since) {
        Locked last = locked;
        if (last != null && last.at() - since >= 0) {
            throw last.failure();
        }
    }

    private BusyException noted(BusyException failure) {
        Locked last = locked;
        if (last == null || last.failure() != failure) {
            locked = new Locked(failure, System.nanoTime());
        }
        return failure;
    }
}

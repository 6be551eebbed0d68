package com.smartonboarding.apikeys.verifier;

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

    private volatile boolean ended;

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
            try {
                return attempt(work);
            } catch (RuntimeException e) {
                if (!TokenVerifier.isMendedByReopening(e)) {
                    throw e;
                }
                close(); // the idle connections have the same file open
                return attempt(work);
            }
        } finally {
            free.release();
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

    private <T> T attempt(Function<Lookups, T> work) {
        Lookups lane = take();
        boolean whole = false;
        opening.readLock().lock();
        try {
            T result = lane.inSnapshot(work);
            whole = true;
            return result;
        } finally {
            opening.readLock().unlock();
            if (whole) {
                idle.add(lane);
            } else {
                lane.close();
            }
        }
    }

    private Lookups take() {
        Lookups lane = idle.poll();
        if (lane != null) {
            return lane;
        }
        opening.writeLock().lock();
        try {
            return opener.get().openLookups();
        } finally {
            opening.writeLock().unlock();
        }
    }
}

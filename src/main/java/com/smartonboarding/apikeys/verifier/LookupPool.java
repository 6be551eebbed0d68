package com.smartonboarding.apikeys.verifier;

import com.smartonboarding.apikeys.store.AccessRecorder;
import com.smartonboarding.apikeys.store.Database;
import com.smartonboarding.apikeys.store.Lookups;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The connections of a verifier: one per processor, each used by one thread at a time. */
final class LookupPool {
    private final Path file;
    private final Supplier<Database> opener;
    private final int size = Runtime.getRuntime().availableProcessors();
    private final Semaphore free = new Semaphore(size);
    private final ConcurrentLinkedQueue<Lane> idle = new ConcurrentLinkedQueue<>();
    /**
     * Snapshots share this lock. Opening a connection holds it exclusively, because that would drop their file locks.
     */
    private final ReentrantReadWriteLock opening = new ReentrantReadWriteLock();

    private volatile boolean ended;

    LookupPool(Path file, Supplier<Database> opener) {
        this.file = file;
        this.opener = opener;
    }

    /** A connection, and the identity of the file that it has open. */
    private record Lane(Lookups lookups, @Nullable Object identity) {}

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

    /**
     * Identifies the file that is there now, so that a replaced file, such as a restored one, is noticed; null if none.
     */
    @Nullable
    Object identity() {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            return null;
        }
    }

    /** Lets no new work begin, and waits until running work has ended. */
    void end() {
        ended = true;
        free.acquireUninterruptibly(size);
        free.release(size);
    }

    void close() {
        for (Lane lane = idle.poll(); lane != null; lane = idle.poll()) {
            lane.lookups().close();
        }
    }

    private <T> T attempt(Function<Lookups, T> work) {
        Lane lane = take();
        boolean whole = false;
        opening.readLock().lock();
        try {
            T result = lane.lookups().inSnapshot(work);
            whole = true;
            return result;
        } finally {
            opening.readLock().unlock();
            if (whole) {
                idle.add(lane);
            } else {
                lane.lookups().close();
            }
        }
    }

    private Lane take() {
        Object current = identity();
        for (Lane lane = idle.poll(); lane != null; lane = idle.poll()) {
            if (current != null && current.equals(lane.identity())) {
                return lane;
            }
            lane.lookups().close();
        }
        opening.writeLock().lock();
        try {
            Object before = identity();
            return new Lane(opener.get().openLookups(), before);
        } finally {
            opening.writeLock().unlock();
        }
    }
}

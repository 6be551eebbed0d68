package com.smartonboarding.apikeys.server.database;

import com.smartonboarding.apikeys.failure.BusyException;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.model.Verification;
import com.smartonboarding.apikeys.server.CodeVerifier;
import com.smartonboarding.apikeys.verifier.Presentation;
import com.smartonboarding.apikeys.verifier.TokenVerifier;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The verifier that answers now. A database that cannot be read when the server starts is opened later, and a reload puts
 * another verifier in its place, while requests go on.
 */
public final class CurrentVerifier implements CodeVerifier {
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(100);

    /** How long the accesses of a verifier that was replaced are kept, if they cannot be recorded. */
    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(30);

    private final Supplier<TokenVerifier> opener;
    private final Supplier<Duration> patience;
    private final ReentrantLock opening = new ReentrantLock();
    /** Whoever uses the verifier shares this lock. */
    private final ReentrantReadWriteLock using = new ReentrantReadWriteLock();

    private volatile @Nullable TokenVerifier current;
    /** The verifier that is recording its last accesses at the end. */
    private volatile @Nullable TokenVerifier last;

    private volatile boolean ended;

    /**
     * Opens nothing yet.
     *
     * @param opener opens a verifier on the database that the settings name now
     * @param patience how long the opener waits now for the lock of the database
     */
    public CurrentVerifier(Supplier<TokenVerifier> opener, Supplier<Duration> patience) {
        this.opener = opener;
        this.patience = patience;
    }

    /**
     * Opens the verifier.
     *
     * @return why it is not open yet, if that can pass, such as a disk that fails. Then each verification tries to open it
     *     again.
     */
    public @Nullable Failure open() {
        try {
            openOnce();
            return null;
        } catch (BusyException | StorageException e) {
            return e;
        }
    }

    /** {@link TokenVerifier#verifyAll}, now. */
    @Override
    public List<Verification> verifyAll(List<Presentation> presentations) {
        return use(verifier -> verifier.verifyAll(presentations));
    }

    /** {@link TokenVerifier#verifyAtOnce}, now; null, too, if a verifier must be opened first. */
    @Override
    public @Nullable List<Verification> verifyAtOnce(List<Presentation> presentations) {
        // The lock does not wait for others that have waited longer, who could otherwise wait for ever.
        if (using.hasQueuedThreads() || !using.readLock().tryLock()) {
            return null;
        }
        try {
            TokenVerifier now = current;
            return now == null ? null : now.verifyAtOnce(presentations);
        } finally {
            using.readLock().unlock();
        }
    }

    /** {@link TokenVerifier#probe}, now. */
    public void probe() {
        use(verifier -> {
            verifier.probe();
            return true;
        });
    }

    /** How many tokens have an access that is not recorded yet. */
    public int accessesPending() {
        TokenVerifier present = ended ? last : current;
        return present == null ? 0 : present.accessesPending();
    }

    /**
     * Opens another verifier, and lets the one before record its accesses and end. If the new one cannot be opened, the
     * failure is thrown, and the one before stays.
     */
    public void reload() {
        opening.lock();
        try {
            if (!ended) {
                TokenVerifier before = exchange(opener.get());
                if (before != null) {
                    retire(before, LONGEST_FAREWELL);
                }
            }
        } finally {
            opening.unlock();
        }
    }

    /**
     * Records the accesses, and closes the database. Nothing is verified any more.
     *
     * @param most how long to try
     * @return how many tokens have an access that could not be recorded
     */
    public int end(Duration most) {
        if (ended) {
            return 0;
        }
        last = current;
        ended = true;
        boolean alone = tryLock(most);
        try {
            last = exchange(null);
            return last == null ? 0 : retire(last, most);
        } finally {
            if (alone) {
                opening.unlock();
            }
        }
    }

    private static int retire(TokenVerifier verifier, Duration most) {
        long began = System.nanoTime();
        verifier.flush();
        while (verifier.accessesPending() > 0 && System.nanoTime() - began < most.toNanos()) {
            pause();
            verifier.flush();
        }
        verifier.close();
        return verifier.accessesPending();
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_ATTEMPTS.toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a reload or the end", e);
        }
    }

    private @Nullable TokenVerifier exchange(@Nullable TokenVerifier next) {
        using.writeLock().lock();
        try {
            TokenVerifier before = current;
            current = next;
            return before;
        } finally {
            using.writeLock().unlock();
        }
    }

    private <T> T use(Function<TokenVerifier, T> work) {
        T result = tryToUse(work);
        if (result == null) {
            openOnce();
            result = tryToUse(work);
        }
        if (result == null) {
            throw new BusyException("The server is stopping.");
        }
        return result;
    }

    private <T> @Nullable T tryToUse(Function<TokenVerifier, T> work) {
        using.readLock().lock();
        try {
            TokenVerifier now = current;
            return now == null ? null : work.apply(now);
        } finally {
            using.readLock().unlock();
        }
    }

    /** Opens the verifier if nobody else has. Requests that come meanwhile wait as long as the opener waits. */
    private void openOnce() {
        if (!tryLock(patience.get())) {
            throw new BusyException("The database is being opened.");
        }
        try {
            if (!ended && tryToUse(verifier -> true) == null) {
                exchange(opener.get());
            }
        } finally {
            opening.unlock();
        }
    }

    private boolean tryLock(Duration most) {
        try {
            return opening.tryLock(most.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

package com.smartonboarding.apikeys.server;

import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.model.Verification;
import com.smartonboarding.apikeys.verifier.Presentation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Codes that wait for verification. Each snapshot of the database answers all that have come in the meantime, so the
 * server keeps up with more clients than it could read snapshots for.
 *
 * <p>A thread that reads requests verifies their codes itself, as long as it need not wait for the database: waking
 * another thread takes as long as a verification. If it would have to wait, other threads verify the codes, and those
 * that come meanwhile.
 */
public final class VerificationQueue implements AutoCloseable {
    /** How many codes can wait for the database. */
    public static final int MOST_WAITING = 4_096;

    /** How many codes one snapshot answers. Writers wait meanwhile. */
    static final int MOST_TOGETHER = 256;

    private final CodeVerifier verifier;
    private final ReadingThreads reading;
    private final PatientThreads others;
    /** What the current thread has read. */
    private final ThreadLocal<List<WaitingCode>> read = ThreadLocal.withInitial(ArrayList::new);

    /** Whether a thread that reads would have to wait for the database. */
    private volatile boolean blocked;

    /**
     * Starts to verify, with one thread per processor for what has to wait.
     *
     * @param verifier gets at most {@value #MOST_TOGETHER} codes at a time
     * @param longestWait how long a code that comes now may wait for the database
     */
    public VerificationQueue(CodeVerifier verifier, ReadingThreads reading, Supplier<Duration> longestWait) {
        this(verifier, reading, longestWait, MOST_WAITING, Runtime.getRuntime().availableProcessors());
    }

    VerificationQueue(
            CodeVerifier verifier,
            ReadingThreads reading,
            Supplier<Duration> longestWait,
            int mostWaiting,
            int threads) {
        this.verifier = verifier;
        this.reading = reading;
        others = new PatientThreads(verifier, longestWait, mostWaiting, threads, () -> blocked = false);
    }

    /**
     * The answer about this code, later. It is a {@link Failure} if the database could not be used, if too many others
     * wait, or if the queue is closed, and a {@link TimeoutException} if the code waited too long.
     */
    public CompletableFuture<Verification> verify(Presentation presentation) {
        WaitingCode code = new WaitingCode(presentation);
        if (blocked || !isLeftToThisThread(code)) {
            others.verify(code);
        }
        return code.answer();
    }

    private boolean isLeftToThisThread(WaitingCode code) {
        List<WaitingCode> batch = read.get();
        if (batch.isEmpty() && !reading.afterReading(this::verifyWhatWasRead)) {
            return false;
        }
        batch.add(code);
        if (batch.size() == MOST_TOGETHER) {
            verifyWhatWasRead();
        }
        return true;
    }

    private void verifyWhatWasRead() {
        List<WaitingCode> batch = List.copyOf(read.get());
        read.get().clear();
        if (!batch.isEmpty() && (blocked || !verifyAtOnce(batch))) {
            blocked = true;
            batch.forEach(others::verify);
        }
    }

    private boolean verifyAtOnce(List<WaitingCode> batch) {
        try {
            List<Verification> answers = verifier.verifyAtOnce(WaitingCode.presentations(batch));
            if (answers == null) {
                return false;
            }
            WaitingCode.complete(batch, answers);
        } catch (RuntimeException | Error e) { // the clients would be left without an answer
            WaitingCode.fail(batch, e);
        }
        return true;
    }

    /** Takes no new codes, answers those that wait, and returns when all are answered. */
    @Override
    public void close() {
        others.close();
    }
}

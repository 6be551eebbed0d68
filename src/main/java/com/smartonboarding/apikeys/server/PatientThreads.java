package com.smartonboarding.apikeys.server;

import com.smartonboarding.apikeys.failure.BusyException;
import com.smartonboarding.apikeys.failure.IntegrityException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Threads that verify codes for which they may have to wait for the database. */
final class PatientThreads implements AutoCloseable {
    /** How long a code may wait at least, so that a thread can try it. */
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(100);

    private final CodeVerifier verifier;
    private final Supplier<Duration> longestWait;
    private final int mostWaiting;
    private final Runnable progress;
    private final Queue<WaitingCode> queue = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Thread> threads = new ArrayList<>();
    private boolean closed;

    /**
     * Starts the threads.
     *
     * @param longestWait a code that has waited longer than this, as it is when the code comes, fails with a
     *     {@link TimeoutException}, even if it is being verified
     * @param progress is run whenever the database has answered or failed
     */
    PatientThreads(
            CodeVerifier verifier, Supplier<Duration> longestWait, int mostWaiting, int number, Runnable progress) {
        this.verifier = verifier;
        this.longestWait = longestWait;
        this.mostWaiting = mostWaiting;
        this.progress = progress;
        for (int i = 0; i < number; i++) {
            Thread thread = new Thread(this::work, "apikeys verification " + (i + 1));
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
    }

    /** Verifies a code later. It fails with a {@link BusyException} if too many others wait, or after the end. */
    void verify(WaitingCode code) {
        String obstacle;
        lock.lock();
        try {
            if (queue.size() >= mostWaiting) {
                queue.removeIf(PatientThreads::isAnswered);
            }
            if (closed) {
                obstacle = "The server is stopping.";
            } else if (queue.size() >= mostWaiting) {
                obstacle = "More than " + mostWaiting + " requests are waiting for the database.";
            } else {
                long most = Math.max(longestWait.get().toNanos(), SHORTEST_WAIT.toNanos());
                code.answer().orTimeout(most, TimeUnit.NANOSECONDS);
                queue.add(code);
                changed.signal();
                return;
            }
        } finally {
            lock.unlock();
        }
        WaitingCode.fail(List.of(code), new BusyException(obstacle));
    }

    /** Takes no new codes, answers those that wait, and returns when all are answered. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        for (Thread thread : threads) {
            interrupted |= join(thread);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                return interrupted;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }

    private void work() {
        for (List<WaitingCode> batch = take(); !batch.isEmpty(); batch = take()) {
            verify(batch);
            progress.run();
        }
    }

    /** The codes that wait, as soon as there are any; none after the end. */
    private List<WaitingCode> take() {
        lock.lock();
        try {
            List<WaitingCode> batch = List.of();
            while (batch.isEmpty() && !(closed && queue.isEmpty())) {
                if (queue.isEmpty()) {
                    changed.awaitUninterruptibly();
                }
                batch = Stream.generate(queue::poll)
                        .limit(Math.min(queue.size(), VerificationQueue.MOST_TOGETHER))
                        .filter(code -> !isAnswered(code))
                        .toList();
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** A code that has waited too long was answered so. */
    private static boolean isAnswered(WaitingCode code) {
        return code.answer().isDone();
    }

    /**
     * A code whose token was damaged in the database fails alone: everybody knows ids, and could otherwise keep the codes
     * of others from being verified.
     */
    private void verify(List<WaitingCode> batch) {
        try {
            WaitingCode.complete(batch, verifier.verifyAll(WaitingCode.presentations(batch)));
        } catch (IntegrityException e) {
            if (batch.size() == 1) {
                WaitingCode.fail(batch, e);
            } else {
                verify(batch.subList(0, batch.size() / 2));
                verify(batch.subList(batch.size() / 2, batch.size()));
            }
        } catch (RuntimeException | Error e) { // a thread that ended would leave clients without an answer
            WaitingCode.fail(batch, e);
        }
    }
}

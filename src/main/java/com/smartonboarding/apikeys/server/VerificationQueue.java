package com.smartonboarding.apikeys.server;

import com.smartonboarding.apikeys.failure.BusyException;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.model.Verification;
import com.smartonboarding.apikeys.verifier.Presentation;
import com.smartonboarding.apikeys.verifier.TokenVerifier;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Codes that wait for verification. Each snapshot of the database answers all that have come in the meantime, so the
 * server keeps up with more clients than it could read snapshots for.
 */
public final class VerificationQueue implements AutoCloseable {
    /** How many codes can wait. */
    public static final int MOST_WAITING = 4_096;

    /** How many codes one snapshot answers. Writers wait meanwhile. */
    static final int MOST_TOGETHER = 256;

    /** How many times within the longest wait the queue is searched for codes that have waited too long. */
    private static final int SEARCHES = 4;

    private final Function<List<Presentation>, List<Verification>> verifier;
    private final long longestWait;
    private final int mostWaiting;
    private final Queue<Waiting> queue = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Thread> workers = new ArrayList<>();
    private final ScheduledExecutorService timer;
    private final Future<?> regularly;
    private boolean closed;

    private record Waiting(Presentation presentation, CompletableFuture<Verification> answer, long since) {}

    /**
     * Starts to verify, in one thread per processor.
     *
     * @param verifier {@link TokenVerifier#verifyAll}; it may throw a {@link Failure}, and each thread calls it for at
     *     most {@value #MOST_TOGETHER} codes at a time
     * @param longestWait a code that has waited longer than this is not tried
     */
    public VerificationQueue(Function<List<Presentation>, List<Verification>> verifier, Duration longestWait) {
        this(verifier, longestWait, MOST_WAITING, Runtime.getRuntime().availableProcessors());
    }

    VerificationQueue(
            Function<List<Presentation>, List<Verification>> verifier,
            Duration longestWait,
            int mostWaiting,
            int threads) {
        this.verifier = verifier;
        this.longestWait = longestWait.toNanos();
        this.mostWaiting = mostWaiting;
        for (int i = 0; i < threads; i++) {
            workers.add(background(this::work, "apikeys verification " + (i + 1)));
        }
        workers.forEach(Thread::start);
        timer = new ScheduledThreadPoolExecutor(1, task -> background(task, "apikeys longest wait"));
        long pause = Math.max(1, this.longestWait / SEARCHES);
        regularly = timer.scheduleWithFixedDelay(this::giveUp, pause, pause, TimeUnit.NANOSECONDS);
    }

    private static Thread background(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * The answer about this code, later. It is a {@link Failure} if the database could not be used, if the code waited
     * too long, if too many others wait, or if the queue is closed.
     */
    public CompletableFuture<Verification> verify(Presentation presentation) {
        lock.lock();
        try {
            if (closed) {
                return CompletableFuture.failedFuture(new BusyException("The server is stopping."));
            }
            if (queue.size() >= mostWaiting) {
                return CompletableFuture.failedFuture(
                        new BusyException("More than " + mostWaiting + " requests are waiting for the database."));
            }
            Waiting waiting = new Waiting(presentation, new CompletableFuture<>(), System.nanoTime());
            queue.add(waiting);
            changed.signal();
            return waiting.answer();
        } finally {
            lock.unlock();
        }
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
        for (Thread worker : workers) {
            interrupted |= join(worker);
        }
        regularly.cancel(false);
        timer.shutdown();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean join(Thread worker) {
        boolean interrupted = false;
        while (true) {
            try {
                worker.join();
                return interrupted;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }

    private void work() {
        for (List<Waiting> batch = take(); !batch.isEmpty(); batch = take()) {
            verify(batch);
        }
    }

    /** The codes that wait, as soon as there are any; none after the end. */
    private List<Waiting> take() {
        giveUp();
        lock.lock();
        try {
            while (queue.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            return Stream.generate(queue::poll)
                    .limit(Math.min(queue.size(), MOST_TOGETHER))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /**
     * A code whose token was damaged in the database fails alone: everybody knows ids, and could otherwise keep the codes
     * of others from being verified.
     */
    private void verify(List<Waiting> batch) {
        try {
            List<Verification> answers =
                    verifier.apply(batch.stream().map(Waiting::presentation).toList());
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).answer().complete(answers.get(i));
            }
        } catch (IntegrityException e) {
            if (batch.size() == 1) {
                fail(batch, e);
            } else {
                verify(batch.subList(0, batch.size() / 2));
                verify(batch.subList(batch.size() / 2, batch.size()));
            }
        } catch (RuntimeException | Error e) { // a thread that ended would leave clients without an answer
            fail(batch, e);
        }
    }

    /** Answers the codes that have waited too long. */
    private void giveUp() {
        List<Waiting> late = new ArrayList<>();
        lock.lock();
        try {
            long now = System.nanoTime();
            for (Waiting oldest = queue.peek();
                    oldest != null && now - oldest.since() > longestWait;
                    oldest = queue.peek()) {
                late.add(oldest);
                queue.remove();
            }
        } finally {
            lock.unlock();
        }
        if (!late.isEmpty()) {
            fail(late, new BusyException("The database did not answer in time."));
        }
    }

    private static void fail(List<Waiting> batch, Throwable failure) {
        batch.forEach(waiting -> waiting.answer().completeExceptionally(failure));
    }
}

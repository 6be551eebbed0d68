package com.smartonboarding.apikeys.server;

import com.smartonboarding.apikeys.failure.BusyException;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.model.Verification;
import com.smartonboarding.apikeys.verifier.Presentation;
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
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Codes that wait for verification. Each snapshot of the database answers all that have come in the meantime, so the
 * server keeps up with more clients than it could read snapshots for.
 *
 * <p>A thread that reads requests verifies their codes itself, as long as it need not wait for the database: waking
 * another thread takes as long as a verification. If it would have to wait, threads of the queue verify the codes, and
 * those that come meanwhile.
 */
public final class VerificationQueue implements AutoCloseable {
    /** How many codes can wait. */
    public static final int MOST_WAITING = 4_096;

    /** How many codes one snapshot answers. Writers wait meanwhile. */
    static final int MOST_TOGETHER = 256;

    /** How many times within the longest wait the queue is searched for codes that have waited too long. */
    private static final int SEARCHES = 8;

    /** How long a code may wait at least, so that another thread can try it. */
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(100);

    /** How often the queue is searched at least, because the longest wait can become shorter later. */
    private static final long LONGEST_PAUSE = Duration.ofMillis(500).toNanos();

    private final CodeVerifier verifier;
    private final ReadingThreads reading;
    private final Supplier<Duration> longestWait;
    private final int mostWaiting;
    /** What the current thread has read. */
    private final ThreadLocal<List<Waiting>> read = ThreadLocal.withInitial(ArrayList::new);

    private final Queue<Waiting> queue = new ArrayDeque<>();
    /** What the threads of the queue are verifying. */
    private final List<List<Waiting>> beingVerified = new ArrayList<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Thread> workers = new ArrayList<>();
    private final ScheduledExecutorService timer;
    private final Future<?> regularly;
    /** Whether a thread that reads would have to wait for the database. */
    private volatile boolean blocked;

    private boolean closed;

    private record Waiting(Presentation presentation, CompletableFuture<Verification> answer, long since) {}

    /**
     * Starts to verify, with one thread per processor for what has to wait.
     *
     * @param verifier gets at most {@value #MOST_TOGETHER} codes at a time
     * @param longestWait a code that has waited longer than what this says now fails, even if it is being verified
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
        this.longestWait = longestWait;
        this.mostWaiting = mostWaiting;
        for (int i = 0; i < threads; i++) {
            workers.add(background(this::work, "apikeys verification " + (i + 1)));
        }
        workers.forEach(Thread::start);
        timer = new ScheduledThreadPoolExecutor(1, task -> background(task, "apikeys longest wait"));
        long pause = Math.min(longestWaitNow() / SEARCHES, LONGEST_PAUSE);
        regularly = timer.scheduleWithFixedDelay(this::giveUp, pause, pause, TimeUnit.NANOSECONDS);
    }

    private long longestWaitNow() {
        return Math.max(longestWait.get().toNanos(), SHORTEST_WAIT.toNanos());
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
        Waiting waiting = new Waiting(presentation, new CompletableFuture<>(), System.nanoTime());
        if (blocked || !isLeftToThisThread(waiting)) {
            enqueue(waiting);
        }
        return waiting.answer();
    }

    private boolean isLeftToThisThread(Waiting waiting) {
        List<Waiting> batch = read.get();
        if (batch.isEmpty() && !reading.afterReading(this::verifyWhatWasRead)) {
            return false;
        }
        batch.add(waiting);
        if (batch.size() == MOST_TOGETHER) {
            verifyWhatWasRead();
        }
        return true;
    }

    private void verifyWhatWasRead() {
        List<Waiting> batch = List.copyOf(read.get());
        read.get().clear();
        if (!batch.isEmpty() && (blocked || !verifyAtOnce(batch))) {
            blocked = true;
            batch.forEach(this::enqueue);
        }
    }

    private boolean verifyAtOnce(List<Waiting> batch) {
        try {
            List<Verification> answers = verifier.verifyAtOnce(presentations(batch));
            if (answers == null) {
                return false;
            }
            complete(batch, answers);
        } catch (RuntimeException | Error e) { // the clients would be left without an answer
            fail(batch, e);
        }
        return true;
    }

    private void enqueue(Waiting waiting) {
        String obstacle;
        lock.lock();
        try {
            if (closed) {
                obstacle = "The server is stopping.";
            } else if (queue.size() >= mostWaiting) {
                obstacle = "More than " + mostWaiting + " requests are waiting for the database.";
            } else {
                queue.add(waiting);
                changed.signal();
                return;
            }
        } finally {
            lock.unlock();
        }
        fail(List.of(waiting), new BusyException(obstacle));
    }

    private static List<Presentation> presentations(List<Waiting> batch) {
        List<Presentation> presentations = new ArrayList<>(batch.size());
        for (Waiting waiting : batch) {
            presentations.add(waiting.presentation());
        }
        return presentations;
    }

    private static void complete(List<Waiting> batch, List<Verification> answers) {
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).answer().complete(answers.get(i));
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
            blocked = false;
            forget(batch);
        }
    }

    private void forget(List<Waiting> verified) {
        lock.lock();
        try {
            beingVerified.removeIf(batch -> batch == verified);
        } finally {
            lock.unlock();
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
            List<Waiting> batch = Stream.generate(queue::poll)
                    .limit(Math.min(queue.size(), MOST_TOGETHER))
                    .toList();
            if (!batch.isEmpty()) {
                beingVerified.add(batch);
            }
            return batch;
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
            complete(batch, verifier.verifyAll(presentations(batch)));
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
            for (Waiting oldest = queue.peek(); oldest != null && isLate(oldest, now); oldest = queue.peek()) {
                late.add(oldest);
                queue.remove();
            }
            for (List<Waiting> batch : beingVerified) {
                for (Waiting waiting : batch) {
                    if (isLate(waiting, now)) {
                        late.add(waiting);
                    }
                }
            }
        } finally {
            lock.unlock();
        }
        if (!late.isEmpty()) {
            fail(late, new BusyException("The database did not answer in time."));
        }
    }

    private boolean isLate(Waiting waiting, long now) {
        return now - waiting.since() > longestWaitNow();
    }

    private static void fail(List<Waiting> batch, Throwable failure) {
        batch.forEach(waiting -> waiting.answer().completeExceptionally(failure));
    }
}

package com.smartonboarding.apikeys.cli.command.token.stream;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.command.token.stream.StreamAnswers.Known;
import com.smartonboarding.apikeys.cli.talk.OnTermination;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.verifier.TokenVerifier;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Answers one line after another, in order and without delay. Lines that were read together are looked up together, on
 * all processors; a line that comes alone is looked up alone.
 */
public final class VerifyStream {
    /**
     * The largest number of batches that wait to be answered. Then the reader waits, too, so memory stays bounded. A line
     * that comes alone is a batch. During a lock, all of these are answered together.
     */
    private static final int MOST_WAITING = 16;

    /** The largest number of lines that wait: what is known about each may take some kilobytes. */
    private static final int MOST_LINES = 4 * CodeLines.MOST_TOGETHER;

    /** How many seconds after SIGTERM may pass without an answer that is made or read. */
    private static final int LONGEST_PAUSE = 3;

    /** Ends the stream. */
    private static final CompletableFuture<Optional<Known>> LAST = CompletableFuture.completedFuture(Optional.empty());

    private final Context context;
    private final StreamAnswers answers;
    private final TokenVerifier verifier;
    private final ExecutorService workers =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), VerifyStream::background);
    private final BlockingQueue<CompletableFuture<Optional<Known>>> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Semaphore room = new Semaphore(MOST_LINES);
    private final CountDownLatch ended = new CountDownLatch(1);
    /** Odd while an answer is being written. */
    private final AtomicLong steps = new AtomicLong();

    private volatile boolean stopping;

    /** Answers from this verifier, in this way. */
    public VerifyStream(Context context, TokenVerifier verifier, StreamAnswers answers) {
        this.context = context;
        this.verifier = verifier;
        this.answers = answers;
    }

    /** Makes SIGTERM end the process well before {@link #run}: nothing was read yet, and nothing must be recorded. */
    public static void endOnTermination() {
        OnTermination.call(() -> Runtime.getRuntime().halt(ExitCode.OK.number()));
    }

    /**
     * Runs until the input ends or SIGTERM comes, by which a server ends its helpers. Other signals end it, too; the
     * accesses are recorded in any case.
     */
    public void run() {
        OnTermination.call(this::end);
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "apikeys signal"));
        try {
            background(this::read).start();
            for (Optional<Known> known = next(); known.isPresent(); known = next()) {
                known.get().print(this::print);
                room.release(known.get().lines());
            }
        } finally {
            if (stopping) {
                waitForTheEnd();
            }
            close();
            ended.countDown();
        }
    }

    /**
     * Ends the stream like the end of the input does: everything read so far is answered. What depends on others is
     * waited for only while it goes on: the database, and the reader of the answers.
     */
    private void end() {
        try {
            long before = steps.get();
            while (!waiting.offer(LAST, LONGEST_PAUSE, TimeUnit.SECONDS)) {
                before = endWaiting(before);
            }
            while (!ended.await(LONGEST_PAUSE, TimeUnit.SECONDS)) {
                before = endWaiting(before);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the signal", e);
        }
    }

    /** Returns the steps up to now. If there were none since before, gives up what the stream waits for. */
    private long endWaiting(long before) {
        long now = steps.get();
        if (now == before && now % 2 == 0) {
            answers.giveUp();
            workers.shutdownNow().forEach(Runnable::run);
        } else if (now == before) {
            // Nobody reads the answers. halt() runs no shutdown hook, so record the accesses here.
            close();
            Runtime.getRuntime().halt(ExitCode.OK.number());
        }
        return now;
    }
    /** Runs as a shutdown hook: after a signal, and at every normal end, when nothing is left to do. */
    private void stop() {
        stopping = true;
        close();
    }

    /** Records the accesses. Ends the waits of lookups that nobody needs any more. */
    private void close() {
        workers.shutdownNow();
        verifier.close();
    }

    private void print(String answers) {
        steps.incrementAndGet();
        context.streams().print(answers);
        steps.incrementAndGet();
    }

    /** What is known about the next lines; empty after the last ones. */
    private Optional<Known> next() {
        try {
            return waiting.take().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the command", e);
        }
    }

    /** A signal is ending the process; failures no longer matter, so wait for the end. */
    private static void waitForTheEnd() {
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try {
            waiting.put(readToTheEnd());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody waits for answers any more
        }
    }

    /** Returns the last answer: an empty one, or the reason why the input could not be read to its end. */
    private CompletableFuture<Optional<Known>> readToTheEnd() throws InterruptedException {
        try {
            CodeLines lines = new CodeLines(context.host().in());
            for (List<String> batch = next(lines); !batch.isEmpty(); batch = next(lines)) {
                List<String> read = batch;
                long now = System.nanoTime();
                waiting.put(CompletableFuture.supplyAsync(() -> Optional.of(answers.lookUp(read, now)), workers));
            }
            return LAST;
        } catch (RejectedExecutionException e) {
            return LAST; // the stream is ending
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** The next lines, when there is room for them: lines that were read are answered even if SIGTERM comes now. */
    private List<String> next(CodeLines lines) throws InterruptedException {
        room.acquire(CodeLines.MOST_TOGETHER);
        List<String> next = lines.next();
        room.release(CodeLines.MOST_TOGETHER - next.size());
        return next;
    }

    private static Thread background(Runnable work) {
        Thread thread = new Thread(work, "apikeys verify");
        thread.setDaemon(true);
        return thread;
    }
}

package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.model.Verification;
import com.smartonboarding.apikeys.output.VerificationReport;
import com.smartonboarding.apikeys.verifier.TokenVerifier;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Answers one code after another, in order and at once. What has been read already is answered together, on all
 * processors; a single line that comes by itself is answered by itself.
 */
final class VerifyStream {
    /** Answers that wait to be written; the reader then waits too, so memory stays bounded. */
    private static final int MOST_WAITING = 16;

    /** In seconds, how long whoever sent SIGTERM waits for the last answers to be taken. */
    private static final int LONGEST_END = 3;

    private final Context context;
    private final Function<List<String>, List<Verification>> answers;
    private final TokenVerifier verifier;
    private final ExecutorService workers =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), VerifyStream::background);
    private final BlockingQueue<CompletableFuture<String>> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean stopping;

    /** Answers with this verifier, by this function of it. */
    VerifyStream(Context context, TokenVerifier verifier, Function<List<String>, List<Verification>> answers) {
        this.context = context;
        this.verifier = verifier;
        this.answers = answers;
    }

    /**
     * Goes on until the input ends, or SIGTERM comes, which is how a server tells its helpers that they are done. Another
     * signal ends it too, and the accesses are noted all the same.
     */
    void run() {
        OnTermination.call(this::end);
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "apikeys signal"));
        try {
            background(this::read).start();
            for (String answer = next(); !answer.isEmpty(); answer = next()) {
                context.streams().print(answer);
            }
        } finally {
            if (stopping) {
                waitForTheEnd();
            }
            verifier.close();
            workers.shutdownNow();
            ended.countDown();
        }
    }

    /** Ends it as the end of the input does: what was read by now is answered. */
    private void end() {
        try {
            boolean told = waiting.offer(CompletableFuture.completedFuture(""), LONGEST_END, TimeUnit.SECONDS);
            if (!told || !ended.await(LONGEST_END, TimeUnit.SECONDS)) {
                // Nobody takes the answers. No hook is run, so this notes the accesses.
                verifier.close();
                Runtime.getRuntime().halt(ExitCode.OK.number());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the signal", e);
        }
    }

    /** At a signal, and at the end of every other process, when there is nothing left to do. */
    private void stop() {
        stopping = true;
        verifier.close();
    }

    /** The next answers; empty after the last. */
    private String next() {
        try {
            return waiting.take().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the command", e);
        }
    }

    /** The process is being ended by a signal; what fails meanwhile is nobody's concern. */
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

    /** The last answer: the empty one, or why the input could not be read to its end. */
    private CompletableFuture<String> readToTheEnd() throws InterruptedException {
        try {
            CodeLines lines = new CodeLines(context.in());
            for (List<String> batch = lines.next(); !batch.isEmpty(); batch = lines.next()) {
                List<String> codes = batch;
                waiting.put(CompletableFuture.supplyAsync(() -> answer(codes), workers));
            }
            return CompletableFuture.completedFuture("");
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private String answer(List<String> codes) {
        return VerificationReport.json(answers.apply(codes));
    }

    private static Thread background(Runnable work) {
        Thread thread = new Thread(work, "apikeys verify");
        thread.setDaemon(true);
        return thread;
    }
}

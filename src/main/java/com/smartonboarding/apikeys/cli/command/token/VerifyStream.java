package com.smartonboarding.apikeys.cli.command.token;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.talk.OnTermination;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.model.Verification;
import com.smartonboarding.apikeys.output.VerificationReport;
import com.smartonboarding.apikeys.verifier.Presentation;
import com.smartonboarding.apikeys.verifier.TokenVerifier;
import java.util.ArrayList;
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
 * Answers one code after another, in order and without delay. Lines that were read together are answered together, on
 * all processors; a line that comes alone is answered alone.
 */
final class VerifyStream {
    /** The largest number of answers that wait to be written. Then the reader waits, too, so memory stays bounded. */
    private static final int MOST_WAITING = 16;

    /** How many seconds after SIGTERM the last answers may take to be read. */
    private static final int LONGEST_END = 3;

    private final Context context;
    private final Function<String, Presentation> presented;
    private final Function<List<Presentation>, List<Verification>> answers;
    private final TokenVerifier verifier;
    private final ExecutorService workers =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), VerifyStream::background);
    private final BlockingQueue<CompletableFuture<String>> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean stopping;

    /** Answers with this verifier, through these functions. */
    VerifyStream(
            Context context,
            TokenVerifier verifier,
            Function<String, Presentation> presented,
            Function<List<Presentation>, List<Verification>> answers) {
        this.context = context;
        this.verifier = verifier;
        this.presented = presented;
        this.answers = answers;
    }

    /**
     * Runs until the input ends or SIGTERM comes, by which a server ends its helpers. Other signals end it, too; the
     * accesses are recorded in any case.
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

    /** Ends the stream like the end of the input does: everything read so far is answered. */
    private void end() {
        try {
            boolean told = waiting.offer(CompletableFuture.completedFuture(""), LONGEST_END, TimeUnit.SECONDS);
            if (!told || !ended.await(LONGEST_END, TimeUnit.SECONDS)) {
                // Nobody reads the answers. halt() runs no shutdown hook, so record the accesses here.
                verifier.close();
                Runtime.getRuntime().halt(ExitCode.OK.number());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the signal", e);
        }
    }

    /** Runs as a shutdown hook: after a signal, and at every normal end, when nothing is left to do. */
    private void stop() {
        stopping = true;
        verifier.close();
    }

    /** The next answers; empty after the last ones. */
    private String next() {
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
    private CompletableFuture<String> readToTheEnd() throws InterruptedException {
        try {
            CodeLines lines = new CodeLines(context.host().in());
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
        List<Presentation> batch = new ArrayList<>(codes.size());
        for (String code : codes) {
            batch.add(presented.apply(code));
        }
        return VerificationReport.lines(answers.apply(batch));
    }

    private static Thread background(Runnable work) {
        Thread thread = new Thread(work, "apikeys verify");
        thread.setDaemon(true);
        return thread;
    }
}

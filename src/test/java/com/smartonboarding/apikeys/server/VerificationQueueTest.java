package com.smartonboarding.apikeys.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.RawDatabase;
import com.smartonboarding.apikeys.failure.BusyException;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.model.Verification;
import com.smartonboarding.apikeys.model.Verification.Result;
import com.smartonboarding.apikeys.verifier.Presentation;
import com.smartonboarding.apikeys.verifier.TokenVerifier;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Codes that wait are verified together, on a real database; nothing waits without end, and nothing is forgotten. */
class VerificationQueueTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    /** The requests come from threads that serve nobody else. */
    private static final ReadingThreads NO_READING = task -> false;

    private final List<Failure> failures = Collections.synchronizedList(new ArrayList<>());
    private final List<Integer> batches = Collections.synchronizedList(new ArrayList<>());
    private final Semaphore gate = new Semaphore(0);
    private final CountDownLatch atTheGate = new CountDownLatch(1);
    private final Cli cli;
    private final String code;
    private final TokenVerifier verifier;

    VerificationQueueTest(Cli cli) {
        this.cli = cli;
        code = cli.run("generate", "--label", "ci", "--scope", "deploy")
                .exits(ExitCode.OK)
                .line();
        verifier = TokenVerifier.open(
                cli.database(), cli.keyFile(), Clock.fixed(Cli.START, ZoneOffset.UTC), failures::add);
    }

    @AfterEach
    void close() {
        verifier.close();
    }

    /** Each batch waits at the gate until it is let through. */
    private List<Verification> verifyBehindTheGate(List<Presentation> presentations) {
        batches.add(presentations.size());
        atTheGate.countDown();
        gate.acquireUninterruptibly();
        return verifier.verifyAll(presentations);
    }

    private VerificationQueue oneThread(Duration longestWait, int mostWaiting) {
        return new VerificationQueue(
                new WaitingVerifier(this::verifyBehindTheGate), NO_READING, () -> longestWait, mostWaiting, 1);
    }

    private CompletableFuture<Verification> holdUp(VerificationQueue queue) throws InterruptedException {
        CompletableFuture<Verification> first = queue.verify(new Presentation(code));
        assertThat(atTheGate.await(1, TimeUnit.MINUTES)).isTrue();
        return first;
    }

    private static Result result(CompletableFuture<Verification> answer) {
        return answer.orTimeout(1, TimeUnit.MINUTES).join().result();
    }

    private static Throwable failure(CompletableFuture<Verification> answer) {
        try {
            answer.orTimeout(1, TimeUnit.MINUTES).join();
        } catch (CompletionException e) {
            return Objects.requireNonNull(e.getCause());
        }
        throw new AssertionError("it was answered");
    }

    @Test
    void everyCodeGetsItsOwnAnswer() {
        String other = cli.run("generate", "--label", "other", "--from-network", "10.0.0.0/8")
                .exits(ExitCode.OK)
                .line();
        try (VerificationQueue queue =
                new VerificationQueue(new WaitingVerifier(verifier::verifyAll), NO_READING, () -> LONG)) {
            List<CompletableFuture<Verification>> answers = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                answers.add(queue.verify(new Presentation(code, List.of("deploy"), null)));
                answers.add(queue.verify(new Presentation(code, List.of("read"), "10.0.0.1")));
                answers.add(queue.verify(new Presentation(other, List.of(), "11.0.0.1")));
                answers.add(queue.verify(new Presentation(other, List.of(), "10.0.0.1")));
                answers.add(queue.verify(new Presentation("hello")));
            }
            for (int i = 0; i < answers.size(); i += 5) {
                assertThat(answers.subList(i, i + 5).stream().map(VerificationQueueTest::result))
                        .containsExactly(
                                Result.VALID,
                                Result.LACKS_SCOPE,
                                Result.OUTSIDE_NETWORK,
                                Result.VALID,
                                Result.MALFORMED);
            }
        }
    }

    @Test
    void codesThatWaitAreVerifiedTogetherUpTo256InOneSnapshot() throws Exception {
        try (VerificationQueue queue = oneThread(LONG, 1_000)) {
            CompletableFuture<Verification> first = holdUp(queue);
            List<CompletableFuture<Verification>> others = IntStream.range(0, 300)
                    .mapToObj(i -> queue.verify(new Presentation(code)))
                    .toList();
            gate.release(3);

            assertThat(result(first)).isEqualTo(Result.VALID);
            assertThat(others.stream().map(VerificationQueueTest::result)).containsOnly(Result.VALID);
        }
        assertThat(batches).containsExactly(1, 256, 44);
    }

    @Test
    void accessesAreRecordedWithTheAddress() {
        try (VerificationQueue queue =
                new VerificationQueue(new WaitingVerifier(verifier::verifyAll), NO_READING, () -> LONG)) {
            result(queue.verify(new Presentation(code, List.of(), "192.0.2.7")));
        }
        verifier.flush();

        assertThat(cli.run("show", "ci", "--field", "last_accessed_from").line())
                .isEqualTo("192.0.2.7");
    }

    @Test
    void oneMoreThanCanWaitFailsAtOnceAndTheOthersAreAnswered() throws Exception {
        try (VerificationQueue queue = oneThread(LONG, 2)) {
            CompletableFuture<Verification> first = holdUp(queue);
            CompletableFuture<Verification> second = queue.verify(new Presentation(code));
            CompletableFuture<Verification> third = queue.verify(new Presentation(code));
            CompletableFuture<Verification> fourth = queue.verify(new Presentation(code));

            assertThat(fourth).isCompletedExceptionally();
            assertThat(failure(fourth)).isInstanceOf(BusyException.class).hasMessageContaining("More than 2 requests");
            gate.release(2);
            assertThat(List.of(result(first), result(second), result(third))).containsOnly(Result.VALID);
        }
    }

    @Test
    void codeThatWaitsTooLongFailsWhileTheThreadsAreHeldUpAndIsNotTried() throws Exception {
        try (VerificationQueue queue = oneThread(Duration.ofMillis(200), 10)) {
            CompletableFuture<Verification> first = holdUp(queue);
            CompletableFuture<Verification> late = queue.verify(new Presentation(code));

            assertThat(failure(late)).isInstanceOf(TimeoutException.class);
            assertThat(failure(first))
                    .as("it is being verified, and the thread is held up")
                    .isInstanceOf(TimeoutException.class);
            gate.release(2);
        }
        assertThat(batches).containsExactly(1);
    }

    @Test
    void codesThatWaitedTooLongTakeNoPlaceFromOthers() throws Exception {
        try (VerificationQueue queue = oneThread(Duration.ofMillis(200), 2)) {
            List<CompletableFuture<Verification>> late =
                    List.of(holdUp(queue), queue.verify(new Presentation(code)), queue.verify(new Presentation(code)));
            late.forEach(each -> assertThat(failure(each)).isInstanceOf(TimeoutException.class));
            CompletableFuture<Verification> next = queue.verify(new Presentation(code));
            gate.release(2);

            assertThat(result(next)).isEqualTo(Result.VALID);
        }
        assertThat(batches).containsExactly(1, 1);
    }

    @Test
    void withoutAnyPatienceWhatNeedsAnotherThreadIsStillTried() {
        try (VerificationQueue queue =
                new VerificationQueue(new WaitingVerifier(verifier::verifyAll), NO_READING, () -> Duration.ZERO)) {
            assertThat(result(queue.verify(new Presentation(code)))).isEqualTo(Result.VALID);
        }
    }

    @Test
    void failureOfTheDatabaseFailsExactlyTheCodesOfItsBatch() throws Exception {
        AtomicBoolean failing = new AtomicBoolean(true);
        VerificationQueue queue = new VerificationQueue(
                new WaitingVerifier(presentations -> {
                    List<Verification> answers = verifyBehindTheGate(presentations);
                    if (failing.get() && presentations.size() > 1) {
                        throw new StorageException("The disk is full.");
                    }
                    return answers;
                }),
                NO_READING,
                () -> LONG,
                10,
                1);
        try (queue) {
            CompletableFuture<Verification> first = holdUp(queue);
            CompletableFuture<Verification> second = queue.verify(new Presentation(code));
            CompletableFuture<Verification> third = queue.verify(new Presentation(code));
            gate.release(2);

            assertThat(result(first)).isEqualTo(Result.VALID);
            assertThat(failure(second)).isInstanceOf(StorageException.class);
            assertThat(failure(third)).isInstanceOf(StorageException.class);
            failing.set(false);
            gate.release();
            assertThat(result(queue.verify(new Presentation(code)))).isEqualTo(Result.VALID);
        }
    }

    @Test
    void damagedTokenFailsAloneThoughItIsVerifiedTogetherWithOthers() throws Exception {
        String damaged = cli.run("generate", "--label", "damaged").line();
        new RawDatabase(cli.database()).execute("UPDATE token SET expires_at = 1 WHERE label = 'damaged'");
        List<Presentation> together =
                List.of(new Presentation(code), new Presentation(damaged), new Presentation(code));
        assertThatThrownBy(() -> verifier.verifyAll(together))
                .as("what happens without the queue")
                .isInstanceOf(IntegrityException.class);

        try (VerificationQueue queue = oneThread(LONG, 10)) {
            CompletableFuture<Verification> first = holdUp(queue);
            List<CompletableFuture<Verification>> answers =
                    together.stream().map(queue::verify).toList();
            gate.release(10);

            assertThat(result(first)).isEqualTo(Result.VALID);
            assertThat(result(answers.get(0))).isEqualTo(Result.VALID);
            assertThat(failure(answers.get(1))).isInstanceOf(IntegrityException.class);
            assertThat(result(answers.get(2))).isEqualTo(Result.VALID);
        }
    }

    @Test
    void threadSurvivesABugAndAnswers() {
        AtomicBoolean first = new AtomicBoolean(true);
        VerificationQueue queue = new VerificationQueue(
                new WaitingVerifier(presentations -> {
                    if (first.getAndSet(false)) {
                        throw new AssertionError("a bug");
                    }
                    return verifier.verifyAll(presentations);
                }),
                NO_READING,
                () -> LONG,
                10,
                1);
        try (queue) {
            assertThat(failure(queue.verify(new Presentation(code)))).isInstanceOf(AssertionError.class);
            assertThat(result(queue.verify(new Presentation(code)))).isEqualTo(Result.VALID);
        }
    }

    @Test
    void closingAnswersEverythingThatWaitsAndTakesNothingNew() throws Exception {
        VerificationQueue queue = oneThread(LONG, 100_000);
        CompletableFuture<Verification> first = holdUp(queue);
        List<CompletableFuture<Verification>> others = IntStream.range(0, 600)
                .mapToObj(i -> queue.verify(new Presentation(code)))
                .toList();
        Thread closing = new Thread(queue::close);
        closing.start();
        CompletableFuture<Verification> late = queue.verify(new Presentation(code));
        while (!late.isCompletedExceptionally()) {
            Thread.sleep(1);
            late = queue.verify(new Presentation(code));
        }
        gate.release(1_000);
        closing.join(60_000);

        assertThat(closing.isAlive()).isFalse();
        assertThat(failure(late)).isInstanceOf(BusyException.class).hasMessageContaining("stopping");
        assertThat(first).isCompletedWithValueMatching(Verification::isValid);
        assertThat(others).allSatisfy(each -> assertThat(each).isCompletedWithValueMatching(Verification::isValid));
    }

    /** A thread that has read several requests, and then runs what it was given. */
    private static final class Reading implements ReadingThreads {
        private final List<Runnable> tasks = new ArrayList<>();

        @Override
        public boolean afterReading(Runnable task) {
            return tasks.add(task);
        }

        void end() {
            List<Runnable> now = List.copyOf(tasks);
            tasks.clear();
            now.forEach(Runnable::run);
        }
    }

    /** The real verifier, unless somebody else has the database; counts who verifies. */
    private final class Busy implements CodeVerifier {
        private final AtomicBoolean locked = new AtomicBoolean();
        private final List<Integer> atOnce = new ArrayList<>();

        @Override
        public List<Verification> verifyAll(List<Presentation> presentations) {
            return verifyBehindTheGate(presentations);
        }

        @Override
        public @Nullable List<Verification> verifyAtOnce(List<Presentation> presentations) {
            atOnce.add(presentations.size());
            return locked.get() ? null : verifier.verifyAtOnce(presentations);
        }
    }

    @Test
    void threadThatReadsVerifiesAllThatItHasReadTogether() {
        Reading reading = new Reading();
        Busy busy = new Busy();
        try (VerificationQueue queue = new VerificationQueue(busy, reading, () -> LONG, 10, 1)) {
            List<CompletableFuture<Verification>> answers = IntStream.range(0, 300)
                    .mapToObj(i -> queue.verify(new Presentation(i % 2 == 0 ? code : "hello")))
                    .toList();
            assertThat(answers.get(299)).isNotDone();
            reading.end();

            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i)
                                .getNow(Verification.rejected(Result.UNKNOWN))
                                .result())
                        .isEqualTo(i % 2 == 0 ? Result.VALID : Result.MALFORMED);
            }
        }
        assertThat(busy.atOnce).containsExactly(256, 44);
        assertThat(batches).as("of other threads").isEmpty();
    }

    @Test
    void whatWouldHaveToWaitIsLeftToOtherThreadsAndWhatComesMeanwhileToo() throws Exception {
        Reading reading = new Reading();
        Busy busy = new Busy();
        busy.locked.set(true);
        try (VerificationQueue queue = new VerificationQueue(busy, reading, () -> LONG, 10, 1)) {
            CompletableFuture<Verification> first = queue.verify(new Presentation(code));
            reading.end();
            assertThat(atTheGate.await(1, TimeUnit.MINUTES)).isTrue();
            busy.locked.set(false);
            CompletableFuture<Verification> second = queue.verify(new Presentation(code));
            reading.end();
            assertThat(first).isNotDone();
            assertThat(second).isNotDone();

            gate.release(2);
            assertThat(result(first)).isEqualTo(Result.VALID);
            assertThat(result(second)).isEqualTo(Result.VALID);
            assertThat(busy.atOnce).as("not tried again while others wait").containsExactly(1);
            CompletableFuture<Verification> third = queue.verify(new Presentation(code));
            for (int i = 0; i < 6_000 && !third.isDone(); i++) { // the other thread may not be done yet
                reading.end();
                gate.release();
                Thread.sleep(10);
            }
            assertThat(result(third)).isEqualTo(Result.VALID);
            CompletableFuture<Verification> fourth = queue.verify(new Presentation(code));
            reading.end();
            assertThat(result(fourth)).isEqualTo(Result.VALID);
            assertThat(busy.atOnce).as("then it verifies itself again").hasSizeGreaterThan(1);
        }
    }

    @Test
    void bugInTheThreadThatReadsFailsItsCodesAlone() {
        Reading reading = new Reading();
        AtomicBoolean first = new AtomicBoolean(true);
        CodeVerifier buggy = new CodeVerifier() {
            @Override
            public List<Verification> verifyAll(List<Presentation> presentations) {
                throw new AssertionError("another thread was asked");
            }

            @Override
            public @Nullable List<Verification> verifyAtOnce(List<Presentation> presentations) {
                if (first.getAndSet(false)) {
                    throw new IllegalStateException("a bug");
                }
                return verifier.verifyAtOnce(presentations);
            }
        };
        try (VerificationQueue queue = new VerificationQueue(buggy, reading, () -> LONG, 10, 1)) {
            CompletableFuture<Verification> failed = queue.verify(new Presentation(code));
            reading.end();
            CompletableFuture<Verification> next = queue.verify(new Presentation(code));
            reading.end();

            assertThat(failure(failed)).isInstanceOf(IllegalStateException.class);
            assertThat(result(next)).isEqualTo(Result.VALID);
        }
    }
}

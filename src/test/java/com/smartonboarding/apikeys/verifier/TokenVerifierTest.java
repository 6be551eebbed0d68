package com.smartonboarding.apikeys.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.failure.NotInitializedException;
import com.smartonboarding.apikeys.failure.UnsafeFileException;
import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.model.Metadata;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.Verification;
import com.smartonboarding.apikeys.model.Verification.Result;
import com.smartonboarding.apikeys.store.engine.LockWait;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verifier that a server embeds, on a real database that other processes change in the meantime. */
class TokenVerifierTest {
    private final SettableClock clock = new SettableClock();
    private final List<Failure> failures = Collections.synchronizedList(new ArrayList<>());
    private final Cli cli;
    private final String code;
    private @Nullable TokenVerifier opened;

    private static final class SettableClock extends Clock {
        private volatile Instant now = Cli.START;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    TokenVerifierTest(Cli cli) {
        this.cli = cli;
        code = cli.run("generate", "--label", "ci", "--scope", "deploy", "--expires-in", "1h")
                .exits(ExitCode.OK)
                .line();
        opened = open();
    }

    @AfterEach
    void close() {
        verifier().close();
    }

    private TokenVerifier verifier() {
        return Objects.requireNonNull(opened);
    }

    private TokenVerifier open() {
        return TokenVerifier.open(cli.database(), cli.keyFile(), clock, failures::add);
    }

    private String accessed() {
        return cli.run("show", "ci", "--field", "last_accessed")
                .exits(ExitCode.OK)
                .line();
    }

    @Test
    void everyAnswerIsGiven() {
        String wrongSecret = code.substring(0, 17) + wrong(code.substring(17));

        assertThat(verifier().verify(code, Set.of("deploy"), null).token())
                .extracting(Token::label)
                .isEqualTo("ci");
        assertThat(verifier().verify("hello").result()).isEqualTo(Result.MALFORMED);
        assertThat(verifier().verify("").result()).isEqualTo(Result.MALFORMED);
        assertThat(verifier().verify(code + "x").result()).isEqualTo(Result.MALFORMED);
        assertThat(verifier().verify(wrongSecret).result()).isIn(Result.MALFORMED, Result.UNKNOWN);
        assertThat(verifier().verify(code, Set.of("deploy", "read"), null))
                .isEqualTo(Verification.rejected(Result.LACKS_SCOPE));
        clock.now = Cli.START.plus(Duration.ofHours(1));
        assertThat(verifier().verify(code)).isEqualTo(Verification.rejected(Result.EXPIRED));
        cli.run("revoke", "ci", "-y").exits(ExitCode.OK);
        assertThat(verifier().verify(code)).isEqualTo(Verification.rejected(Result.REVOKED));
        cli.run("purge", "--revoked-before", "2100-01-01", "-y").exits(ExitCode.OK);
        assertThat(verifier().verify(code)).isEqualTo(Verification.rejected(Result.UNKNOWN));
    }

    private static String wrong(String secret) {
        return new StringBuilder(secret).reverse().toString();
    }

    @Test
    void tokensThatOthersGenerateAndRevokeCountAtOnce() {
        for (int i = 0; i < 20; i++) {
            String other = cli.run("generate", "--label", "other " + i).line();
            assertThat(verifier().verify(other).isValid()).isTrue();
            cli.run("revoke", "other " + i, "-y").exits(ExitCode.OK);
            assertThat(verifier().verify(other).result()).isEqualTo(Result.REVOKED);
        }
    }

    @Test
    void editsByOthersCountAtOnce() {
        assertThat(verifier().verify(code, Set.of("read"), null).result()).isEqualTo(Result.LACKS_SCOPE);
        cli.run("edit", "ci", "--add-scope", "read", "--remove-scope", "deploy", "--expires-in", "30m")
                .exits(ExitCode.OK);
        assertThat(verifier().verify(code, Set.of("read"), null).isValid()).isTrue();
        assertThat(verifier().verify(code, Set.of("deploy"), null).result()).isEqualTo(Result.LACKS_SCOPE);

        clock.now = Cli.START.plus(Duration.ofMinutes(30));
        assertThat(verifier().verify(code)).isEqualTo(Verification.rejected(Result.EXPIRED));
        cli.run("edit", "ci", "--no-expiry").exits(ExitCode.OK);
        assertThat(verifier().verify(code).isValid()).isTrue();
    }

    @Test
    void accessesAreNotedOnFlushAndOnClose() {
        verifier().verify(code, Set.of(), "192.0.2.7");
        assertThat(accessed()).isEmpty();
        verifier().flush();
        assertThat(accessed()).isEqualTo("2026-11-23T09:00:00Z");
        assertThat(cli.run("show", "ci", "--field", "last_accessed_from").line())
                .isEqualTo("192.0.2.7");

        clock.now = Cli.START.plusSeconds(59);
        verifier().verify(code);
        verifier().flush();
        assertThat(accessed()).as("at most one note a minute").isEqualTo("2026-11-23T09:00:00Z");

        clock.now = Cli.START.plusSeconds(60);
        verifier().verify(code);
        verifier().close();
        assertThat(accessed()).isEqualTo("2026-11-23T09:01:00Z");
        assertThat(failures).isEmpty();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> verifier().verify(code));
    }

    @Test
    void ofSeveralAccessesThatAreHeldTheLastOneCounts() {
        verifier().verify(code);
        verifier().flush();

        clock.now = Cli.START.plusSeconds(55);
        verifier().verify(code); // within a minute of the one on record
        clock.now = Cli.START.plusSeconds(64);
        verifier().verify(code);
        verifier().close();

        assertThat(accessed()).isEqualTo("2026-11-23T09:01:04Z");
    }

    @Test
    void atTheEndAccessesWaitForTheLockAsLongAsEverythingElse() throws Exception {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + cli.database());
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            assertThat(verifier().verify(code).isValid()).isTrue();
            Thread writer = new Thread(() -> {
                try {
                    Thread.sleep(7_000); // longer than a regular write of accesses waits
                    statement.execute("ROLLBACK");
                } catch (InterruptedException | SQLException e) {
                    throw new AssertionError(e);
                }
            });
            writer.start();
            verifier().close();
            writer.join();
        }

        assertThat(failures).isEmpty();
        assertThat(accessed()).isEqualTo("2026-11-23T09:00:00Z");
    }

    @Test
    void theAnswerSaysWhoseRequestItIs() {
        String pay = cli.run("generate", "--label", "pay", "--owner", "Payroll team", "--meta", "ticket=OPS-12")
                .line();

        Token token = verifier().verify(pay).token();

        assertThat(token).extracting(Token::owner).isEqualTo("Payroll team");
        assertThat(token).extracting(Token::metadata).isEqualTo(Metadata.of(Map.of("ticket", "OPS-12")));
    }

    @Test
    void anAddressOutsideOfTheNetworksIsRejected() {
        String bound = cli.run("generate", "--label", "bound", "--from-network", "10.0.0.0/8")
                .line();

        assertThat(verifier().verify(bound, Set.of(), "10.1.2.3:80").isValid()).isTrue();
        assertThat(verifier().verify(bound, Set.of(), "11.1.2.3"))
                .isEqualTo(Verification.rejected(Result.OUTSIDE_NETWORK));
        assertThat(verifier().verify(bound, Set.of(), "db.example.com").result())
                .isEqualTo(Result.OUTSIDE_NETWORK);
        Token token = verifier().verify(bound).token();
        assertThat(token).extracting(Token::networks).isEqualTo(List.of("10.0.0.0/8"));
        assertThat(token).extracting(each -> each.mayBeUsedFrom("11.1.2.3")).isEqualTo(false);
        assertThat(token)
                .extracting(each -> each.mayBeUsedFrom("[::ffff:10.1.2.3]:80"))
                .isEqualTo(true);
    }

    @Test
    void eachOfManyCodesHasItsOwnScopesAndAddress() {
        String bound = cli.run("generate", "--label", "bound", "--from-network", "10.0.0.0/8")
                .line();
        List<Presentation> presentations = List.of(
                new Presentation(code, List.of("deploy"), "192.0.2.7"),
                new Presentation(code, List.of("deploy", "read"), "192.0.2.8"),
                new Presentation("hello", List.of("read"), "192.0.2.9"),
                new Presentation(bound, List.of(), "192.0.2.10"),
                new Presentation(bound, List.of(), "10.0.0.7"),
                new Presentation(bound));

        assertThat(verifier().verifyAll(presentations))
                .extracting(Verification::result)
                .containsExactly(
                        Result.VALID,
                        Result.LACKS_SCOPE,
                        Result.MALFORMED,
                        Result.OUTSIDE_NETWORK,
                        Result.VALID,
                        Result.VALID);
        assertThat(verifier().verifyAll(List.of())).isEmpty();
        verifier().flush();
        assertThat(cli.run("show", "ci", "--field", "last_accessed_from").line())
                .isEqualTo("192.0.2.7");
        assertThat(cli.run("show", "bound", "--field", "last_accessed_from").line())
                .isEqualTo("10.0.0.7");
    }

    @Test
    void presentationKeepsItsScopesAndDoesNotTellItsCode() {
        List<String> scopes = new ArrayList<>(List.of("deploy"));
        Presentation presentation = new Presentation(code, scopes, null);
        scopes.clear();

        assertThat(presentation.scopes()).containsExactly("deploy");
        assertThat(presentation).asString().contains("deploy").doesNotContain(code.substring(17));
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> new Presentation(code, Set.of(), "no address"));
    }

    @Test
    void checkingNotesNothing() {
        verifier().checkAll(List.of(new Presentation(code)));
        verifier().close();

        assertThat(accessed()).isEmpty();
    }

    @Test
    void accessThatCannotBeNotedYetIsNotedLater() throws Exception {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + cli.database());
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            assertThat(verifier().verify(code).isValid()).isTrue();
            verifier().flush();
            assertThat(failures).singleElement().asString().contains("locked");
            statement.execute("ROLLBACK");
        }
        verifier().flush();

        assertThat(accessed()).isEqualTo("2026-11-23T09:00:00Z");
    }

    @Test
    void whatNeedsNoWaitingIsAnsweredAtOnceAndRecorded() {
        assertThat(verifier().verifyAtOnce(List.of(new Presentation(code), new Presentation("hello"))))
                .extracting(Verification::result)
                .containsExactly(Result.VALID, Result.MALFORMED);
        verifier().flush();
        assertThat(accessed()).isEqualTo(Cli.START.toString());
        cli.run("revoke", "ci", "-y").exits(ExitCode.OK);
        assertThat(verifier().verifyAtOnce(List.of(new Presentation(code))))
                .extracting(Verification::result)
                .containsExactly(Result.REVOKED);
    }

    @Test
    void whileAnotherProcessHasTheLockNothingIsAnsweredAtOnceAndNobodyWaits() throws Exception {
        List<Presentation> presented = List.of(new Presentation(code));
        try (Connection holder = DriverManager.getConnection("jdbc:sqlite:" + cli.database());
                Statement statement = holder.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");
            CompletableFuture<@Nullable List<Verification>> answers =
                    CompletableFuture.supplyAsync(() -> verifier().verifyAtOnce(presented));
            assertThat(answers.get(20, TimeUnit.SECONDS))
                    .as("before the 30 seconds that the other calls wait")
                    .isNull();
            assertThat(verifier().verifyAtOnce(List.of(new Presentation("hello"))))
                    .as("what needs no database")
                    .isNotNull();
            statement.execute("ROLLBACK");
        }

        assertThat(verifier().verify(code).isValid()).isTrue();
        assertThat(verifier().verifyAtOnce(presented)).isNotNull();
        assertThat(failures).isEmpty();
    }

    @Test
    void withoutAConnectionOrAfterTheEndNothingIsAnsweredAtOnce() throws Exception {
        List<Presentation> presented = List.of(new Presentation(code));
        Files.delete(cli.keyFile()); // does not matter to an open connection
        assertThat(verifier().verifyAtOnce(presented)).isNotNull();
        Path copy = cli.database().resolveSibling("copy.db");
        Files.copy(cli.database(), copy, StandardCopyOption.COPY_ATTRIBUTES);
        Files.move(copy, cli.database(), StandardCopyOption.REPLACE_EXISTING);
        assertThat(verifier().verifyAtOnce(presented))
                .as("another file is there")
                .isNull();
        assertThat(verifier().verifyAtOnce(presented)).as("no connection").isNull();

        verifier().close();

        assertThat(verifier().verifyAtOnce(presented)).as("after the end").isNull();
    }

    @Test
    void accessThatIsOnRecordNeedsNoLock() throws Exception {
        verifier().verify(code);
        verifier().flush();
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + cli.database());
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            assertThat(verifier().verify(code).isValid()).isTrue();
            verifier().flush();
            statement.execute("ROLLBACK");
        }

        assertThat(failures).isEmpty();
    }

    @Test
    void databaseThatIsPutInThePlaceOfAnotherIsNoticedBeforeTheNextAnswer(@TempDir Path elsewhere) throws Exception {
        Path copy = elsewhere.resolve("copy");
        Files.copy(cli.database(), copy, StandardCopyOption.COPY_ATTRIBUTES);
        cli.run("revoke", "ci", "-y").exits(ExitCode.OK);
        Path newer = elsewhere.resolve("newer");
        Files.copy(cli.database(), newer, StandardCopyOption.COPY_ATTRIBUTES);
        Files.delete(cli.anchor());
        Files.copy(copy, cli.database(), StandardCopyOption.REPLACE_EXISTING);
        assertThat(verifier().verify(code).isValid()).isTrue();

        Files.move(newer, cli.database(), StandardCopyOption.REPLACE_EXISTING);

        assertThat(verifier().verify(code).result()).isEqualTo(Result.REVOKED);
    }

    @Test
    void olderCopyInThePlaceOfTheDatabaseIsRefusedByTheAnchor(@TempDir Path elsewhere) throws Exception {
        Path copy = elsewhere.resolve("copy");
        Files.copy(cli.database(), copy, StandardCopyOption.COPY_ATTRIBUTES);
        cli.run("revoke", "ci", "-y").exits(ExitCode.OK);
        assertThat(verifier().verify(code).result()).isEqualTo(Result.REVOKED);

        Files.move(copy, cli.database(), StandardCopyOption.REPLACE_EXISTING);

        assertThatExceptionOfType(IntegrityException.class)
                .isThrownBy(() -> verifier().verify(code))
                .withMessageContaining(cli.anchor().toString());
        Files.delete(cli.anchor());
        assertThat(verifier().verify(code).isValid())
                .as("what the anchor keeps away")
                .isTrue();
    }

    @Test
    void olderCopyWrittenOverTheOpenDatabaseIsRefusedWithoutAnAnchorToo() throws Exception {
        byte[] before = Files.readAllBytes(cli.database());
        cli.run("revoke", "ci", "-y").exits(ExitCode.OK);
        assertThat(verifier().verify(code).result()).isEqualTo(Result.REVOKED);
        Files.delete(cli.anchor());

        Files.write(cli.database(), before);

        assertThatExceptionOfType(IntegrityException.class)
                .isThrownBy(() -> verifier().verify(code))
                .withMessageContaining("went back");
    }

    /** The file of a locked database is replaced twice while somebody waits for it, each time by a locked one. */
    private void replaceTwiceDuring(Runnable work) throws Exception {
        List<Path> others = List.of(cli.home().resolve("second"), cli.home().resolve("third"));
        for (Path other : others) {
            Files.copy(cli.database(), other, StandardCopyOption.COPY_ATTRIBUTES);
        }
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread waiting = new Thread(work);
        waiting.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
        Connection locked = locked(cli.database());
        waiting.start();
        for (Path other : others) {
            awaitWaitingForLock(waiting);
            Connection former = locked;
            locked = locked(other);
            Files.move(other, cli.database(), StandardCopyOption.REPLACE_EXISTING);
            former.close();
        }
        awaitWaitingForLock(waiting);
        locked.close();
        waiting.join(TimeUnit.SECONDS.toMillis(30));
        assertThat(waiting.isAlive()).isFalse();
        assertThat(failure).hasNullValue();
    }

    private static Connection locked(Path file) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");
        }
        return connection;
    }

    /** Also ends when the thread has ended. */
    private static void awaitWaitingForLock(Thread thread) throws InterruptedException {
        Thread.sleep(300); // so that a wait for the former file is over
        while (thread.isAlive()
                && Stream.of(thread.getStackTrace())
                        .noneMatch(frame -> frame.getClassName().equals(LockWait.class.getName()))) {
            Thread.sleep(1);
        }
    }

    @Test
    void aCodeIsVerifiedEvenIfTheFileIsReplacedTwiceMeanwhile() throws Exception {
        verifier().verify(code);

        replaceTwiceDuring(() -> assertThat(verifier().verify(code).isValid()).isTrue());
    }

    @Test
    void accessesAreRecordedEvenIfTheFileIsReplacedTwiceMeanwhile() throws Exception {
        verifier().verify(code);

        replaceTwiceDuring(() -> verifier().flush());

        assertThat(failures).isEmpty();
        assertThat(verifier().accessesPending()).isZero();
        assertThat(accessed()).isEqualTo(Cli.START.toString());
    }

    @Test
    void tamperedRowIsRefusedAndTheOthersGoOn() throws Exception {
        String other = cli.run("generate", "--label", "other").line();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + cli.database());
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE token SET expires_at = expires_at + 1 WHERE label = 'ci'");
        }

        assertThatExceptionOfType(IntegrityException.class)
                .isThrownBy(() -> verifier().verify(code));
        assertThat(verifier().verify(other).isValid()).isTrue();
    }

    @Test
    void unsafeAndMissingFilesAreRefused() throws Exception {
        Path missing = cli.home().resolve("nothing.db");
        assertThatExceptionOfType(NotInitializedException.class)
                .isThrownBy(() -> TokenVerifier.open(missing, cli.keyFile(), clock, failures::add));
        Files.setPosixFilePermissions(cli.database(), PosixFilePermissions.fromString("rw-r--r--"));
        assertThatExceptionOfType(UnsafeFileException.class).isThrownBy(this::open);
    }

    @Test
    void addressThatIsNoneIsRefused() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> verifier().verify(code, Set.of(), "no address"));
    }

    @Test
    void manyThreadsAreAnsweredRightWhileTheDatabaseChanges() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<Long>> counts = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            counts.add(threads.submit(() -> {
                long right = 0;
                while (!done.get()) {
                    assertThat(verifier().verify(code).isValid()).isTrue();
                    assertThat(verifier().verify("hello").isValid()).isFalse();
                    right++;
                }
                return right;
            }));
        }
        for (int i = 0; i < 30; i++) {
            cli.run("generate", "--label", "new " + i).exits(ExitCode.OK);
            verifier().flush();
        }
        done.set(true);
        for (Future<Long> count : counts) {
            assertThat(count.get()).isPositive();
        }
        threads.shutdown();
        assertThat(failures).isEmpty();
    }
}

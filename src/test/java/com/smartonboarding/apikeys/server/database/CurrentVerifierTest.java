package com.smartonboarding.apikeys.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.BusyException;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.NotInitializedException;
import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.files.FileGuard;
import com.smartonboarding.apikeys.identity.ProcessIds;
import com.smartonboarding.apikeys.model.Verification;
import com.smartonboarding.apikeys.model.Verification.Result;
import com.smartonboarding.apikeys.secret.KeyRing;
import com.smartonboarding.apikeys.store.Database;
import com.smartonboarding.apikeys.verifier.Presentation;
import com.smartonboarding.apikeys.verifier.TokenVerifier;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verifier of a server, on real databases that are locked, missing, or exchanged. */
class CurrentVerifierTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofMinutes(5);

    private final List<Failure> notRecorded = Collections.synchronizedList(new ArrayList<>());
    private final Cli cli;
    private final Cli other;
    private final String code;
    private final CurrentVerifier verifier = new CurrentVerifier(this::open, () -> SHORT);
    private Cli named;
    private @Nullable Failure obstacle;

    CurrentVerifierTest(Cli cli, @TempDir Path folder) {
        this.cli = cli;
        other = new Cli(folder);
        named = cli;
        code = cli.run("generate", "--label", "ci").exits(ExitCode.OK).line();
        other.run("generate", "--label", "other").exits(ExitCode.OK);
    }

    @AfterEach
    void end() {
        verifier.end(Duration.ZERO);
    }

    /** Like the command does, it looks at the settings once for each verifier. */
    private TokenVerifier open() {
        if (obstacle != null) {
            throw obstacle;
        }
        Cli now = named;
        FileGuard guard = new FileGuard(ProcessIds.read().filesystem(), true);
        return TokenVerifier.open(
                () -> {
                    if (!guard.checkDatabase(now.database())) {
                        throw new NotInitializedException("There is no database.");
                    }
                    return new Database(now.database(), new KeyRing(now.keyFile(), guard), SHORT, null);
                },
                Clock.fixed(Cli.START, ZoneOffset.UTC),
                notRecorded::add);
    }

    @Test
    void aDatabaseThatIsLockedAtTheStartAnswersLater() throws SQLException {
        try (Connection holder = lock(cli)) {
            assertThat(verifier.open()).isNull();
            assertThatExceptionOfType(BusyException.class).isThrownBy(this::verify);
            assertThatExceptionOfType(BusyException.class).isThrownBy(verifier::probe);
            unlock(holder);
        }

        assertThat(verify()).isEqualTo(Result.VALID);
        verifier.probe();
    }

    @Test
    void aDiskThatFailsAtTheStartIsTriedAgain() {
        obstacle = new StorageException("The disk fails.");
        assertThat(verifier.open()).isSameAs(obstacle);
        assertThatExceptionOfType(StorageException.class).isThrownBy(this::verify);

        obstacle = null;

        assertThat(verify()).isEqualTo(Result.VALID);
    }

    @Test
    void beforeAVerifierIsOpenNothingIsAnsweredAtOnce() {
        List<Presentation> presented = List.of(new Presentation(code));
        assertThat(verifier.verifyAtOnce(presented)).isNull();

        assertThat(verifier.open()).isNull();

        assertThat(verifier.verifyAtOnce(presented))
                .extracting(Verification::result)
                .containsExactly(Result.VALID);
    }

    @Test
    void aDatabaseThatIsMissingAtTheStartIsAFailure() {
        named = new Cli(cli.home().resolve("nothing"));

        assertThatExceptionOfType(NotInitializedException.class).isThrownBy(verifier::open);
    }

    @Test
    void aReloadAnswersFromWhatTheSettingsNameNow() {
        assertThat(verifier.open()).isNull();
        assertThat(verify()).isEqualTo(Result.VALID);

        named = other;
        assertThat(verify()).as("before the reload").isEqualTo(Result.VALID);
        verifier.reload();

        assertThat(verify()).isEqualTo(Result.UNKNOWN);
        assertThat(cli.run("list", "--columns", "last_accessed")
                        .exits(ExitCode.OK)
                        .line())
                .as("the accesses of the one before are recorded")
                .isEqualTo("2026-11-23T09:00:00Z");
    }

    @Test
    void aReloadAndTheRecordingOfAccessesEndHoweverManyAreAnsweredAtOnce() throws Exception {
        assertThat(verifier.open()).isNull();
        assertThat(verify()).isEqualTo(Result.VALID);
        List<Presentation> presented = List.of(new Presentation(code));
        AtomicBoolean ending = new AtomicBoolean();
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            clients.add(new Thread(() -> {
                while (!ending.get()) {
                    if (verifier.verifyAtOnce(presented) == null) {
                        verifier.verifyAll(presented);
                    }
                }
            }));
        }
        clients.forEach(Thread::start);
        try {
            CompletableFuture.runAsync(() -> {
                        for (int i = 0; i < 20; i++) {
                            verifier.reload(); // the one before records its accesses
                        }
                    })
                    .get(1, TimeUnit.MINUTES);
        } finally {
            ending.set(true);
            for (Thread client : clients) {
                client.join();
            }
        }
        assertThat(notRecorded).isEmpty();
    }

    @Test
    void aReloadThatFailsChangesNothing() {
        assertThat(verifier.open()).isNull();
        named = new Cli(cli.home().resolve("nothing"));

        assertThatExceptionOfType(NotInitializedException.class).isThrownBy(verifier::reload);

        assertThat(verify()).isEqualTo(Result.VALID);
    }

    @Test
    void theEndWaitsForALockAndRecordsTheAccesses() throws Exception {
        assertThat(verifier.open()).isNull();
        assertThat(verify()).isEqualTo(Result.VALID);
        assertThat(verifier.accessesPending()).isOne();

        try (Connection holder = lock(cli)) {
            Thread release = new Thread(() -> release(holder));
            release.start();

            assertThat(verifier.end(LONG)).isZero();
            release.join();
        }

        assertThat(notRecorded).isNotEmpty();
        assertThat(cli.run("list", "--columns", "last_accessed")
                        .exits(ExitCode.OK)
                        .line())
                .isEqualTo("2026-11-23T09:00:00Z");
    }

    @Test
    void theEndGivesUpIfTheLockStays() throws SQLException {
        assertThat(verifier.open()).isNull();
        assertThat(verify()).isEqualTo(Result.VALID);

        try (Connection holder = lock(cli)) {
            assertThat(verifier.end(SHORT)).isOne();
            unlock(holder);
        }
        assertThatExceptionOfType(BusyException.class).as("after the end").isThrownBy(this::verify);
    }

    private Result verify() {
        List<Verification> answers = verifier.verifyAll(List.of(new Presentation(code)));
        return answers.get(0).result();
    }

    private static Connection lock(Cli locked) throws SQLException {
        Connection holder = DriverManager.getConnection("jdbc:sqlite:" + locked.database());
        holder.createStatement().execute("BEGIN EXCLUSIVE");
        return holder;
    }

    private static void unlock(Connection holder) throws SQLException {
        holder.createStatement().execute("ROLLBACK");
    }

    private static void release(Connection holder) {
        try {
            Thread.sleep(5 * SHORT.toMillis());
            unlock(holder);
        } catch (InterruptedException | SQLException e) {
            throw new AssertionError(e);
        }
    }
}

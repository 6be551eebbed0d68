package com.smartonboarding.apikeys.store;

import static com.smartonboarding.apikeys.cli.Home.assertExit;
import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.Home;
import com.smartonboarding.apikeys.cli.ManyTokens;
import com.smartonboarding.apikeys.cli.Repeatedly;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.launcher.Installation;
import com.smartonboarding.apikeys.launcher.Run;
import com.smartonboarding.apikeys.launcher.Skip;
import com.smartonboarding.apikeys.model.Verification.Result;
import com.smartonboarding.apikeys.verifier.TokenVerifier;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Backups and restores while others use the database, and ones that are killed. */
class BackupAndRestoreIT {
    private static final int WRITERS = 8;
    private static final int TOKENS_EACH = 60;

    private final Home home;
    private final Cli cli;

    BackupAndRestoreIT(Home home) {
        this.home = home;
        cli = home.cli().at(Instant.now());
    }

    private List<Path> files(String part) {
        try (Stream<Path> inHome = Files.list(home.folder());
                Stream<Path> beside = Files.list(cli.database().getParent())) {
            return Stream.concat(inHome, beside)
                    .filter(each -> each.getFileName().toString().contains(part))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The labels in a database. It is only read: list checks all rows, their sums and the whole trail. */
    private Set<String> labels(Path database) {
        List<String> labels = cli.run("list", "--columns", "label", "--no-header", "--database", database.toString())
                .exits(ExitCode.OK)
                .out()
                .lines()
                .toList();
        assertThat(labels).doesNotHaveDuplicates();
        return new HashSet<>(labels);
    }

    /** Answers of a stream, one code after the other, until it is told to end. */
    private Map<String, Integer> stream(String code, AtomicBoolean over) {
        Map<String, Integer> answers = new TreeMap<>();
        try {
            ProcessBuilder builder = new ProcessBuilder(Installation.LAUNCHER.toString(), "verify", "--stream");
            builder.environment().put("HOME", home.folder().toString());
            builder.redirectError(ProcessBuilder.Redirect.INHERIT);
            Process process = builder.start();
            try (Writer in = process.outputWriter(StandardCharsets.UTF_8);
                    BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                while (!over.get()) {
                    in.write(code + "\n");
                    in.flush();
                    String answer = out.readLine();
                    assertThat(answer).isNotNull();
                    answers.merge(answer.contains("\"valid\":true") ? "valid" : answer, 1, Integer::sum);
                }
            }
            assertThat(process.waitFor()).isZero();
            return answers;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private int embedded(String code, AtomicBoolean over) {
        List<Object> failures = new ArrayList<>();
        int answers = 0;
        try (TokenVerifier verifier =
                TokenVerifier.open(cli.database(), cli.keyFile(), Clock.systemUTC(), failures::add)) {
            while (!over.get()) {
                assertThat(verifier.verify(code).result()).isEqualTo(Result.VALID);
                answers++;
            }
        }
        assertThat(failures).isEmpty();
        return answers;
    }

    @Test
    void nothingIsLostAndNothingIsThereTwiceWhileEightProcessesWriteAndAStreamVerifies() throws Exception {
        String code = cli.run("generate", "--label", "good").exits(ExitCode.OK).line();
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Map<String, Integer>> stream = CompletableFuture.supplyAsync(() -> stream(code, over));
        CompletableFuture<Integer> embedded = CompletableFuture.supplyAsync(() -> embedded(code, over));
        List<Run.Started> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            writers.add(Run.java(
                            Repeatedly.class.getName(),
                            home.folder().toString(),
                            "writer" + i,
                            Integer.toString(TOKENS_EACH))
                    .within(Duration.ofMinutes(5))
                    .start());
        }
        int copies = 0;
        int restores = 0;
        while (writers.stream().anyMatch(each -> each.process().isAlive())) {
            Path copy = home.folder().resolve("copy-" + copies++);
            assertExit(home.apikeys("backup", "-q", copy.toString()), ExitCode.OK);
            labels(copy);
            Run.Ended older = home.apikeys("restore", copy.toString());
            assertExit(older, ExitCode.CONFLICT);
            assertExit(home.apikeys("restore", "-qy", "--rollback", copy.toString()), ExitCode.OK);
            restores++;
        }
        over.set(true);

        Set<String> kept = labels(cli.database());
        for (Path former : files(".before-restore-")) {
            kept.addAll(labels(former));
        }
        assertThat(files(".before-restore-")).hasSize(restores);
        Set<String> acknowledged = new HashSet<>(Set.of("good"));
        for (Run.Started writer : writers) {
            Run.Ended run = writer.end();
            assertExit(run, ExitCode.OK);
            run.out().lines().forEach(line -> acknowledged.add(line.split(" ", -1)[0]));
        }
        assertThat(acknowledged).hasSize(WRITERS * TOKENS_EACH + 1);
        assertThat(kept).containsAll(acknowledged);
        assertThat(stream.get(1, TimeUnit.MINUTES)).containsOnlyKeys("valid");
        assertThat(embedded.get(1, TimeUnit.MINUTES)).isPositive();
        assertThat(files(".part")).isEmpty();
    }

    /** The verifiers keep the file open, and must not go on with what they know of the old one. */
    @Test
    void whoHasTheReplacedFileOpenAnswersFromTheNewOneAtOnce() throws Exception {
        String code = cli.run("generate", "--label", "ci").exits(ExitCode.OK).line();
        Path copy = home.folder().resolve("copy");
        cli.run("backup", "-q", copy.toString()).exits(ExitCode.OK);
        try (TokenVerifier verifier =
                TokenVerifier.open(cli.database(), cli.keyFile(), Clock.systemUTC(), failure -> {})) {
            for (int i = 0; i < 5; i++) {
                assertThat(verifier.verify(code).result()).isEqualTo(Result.VALID);
                cli.run("revoke", "ci", "-qy").exits(ExitCode.OK);
                assertThat(verifier.verify(code).result()).isEqualTo(Result.REVOKED);
                cli.at(Instant.now().plusSeconds(i))
                        .run("restore", "-qy", "--rollback", copy.toString())
                        .exits(ExitCode.OK);
            }
        }
    }

    @Test
    void ofTwoRestoresAtOnceBothEndWellAndNothingOfThemIsLeft() throws Exception {
        ManyTokens.fill(cli, 2_000);
        Path copy = home.folder().resolve("copy");
        cli.run("backup", "-q", copy.toString()).exits(ExitCode.OK);
        List<Run.Started> both = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            both.add(home.on(Run.of(Installation.LAUNCHER, "restore", "-qy", "--rollback", copy.toString()))
                    .start());
        }
        for (Run.Started one : both) {
            assertExit(one.end(), ExitCode.OK);
        }
        assertThat(labels(cli.database())).hasSize(2_000);
        assertThat(files(".before-restore-")).hasSize(2);
        assertThat(files(".part")).isEmpty();
        assertThat(files(".draft")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "KILL"})
    void aBackupThatASignalEndsLeavesNoFileOrAWholeOne(String signal) throws Exception {
        ManyTokens.fill(cli, 10_000);
        Path copy = home.folder().resolve("copy");
        for (int tenths = 3; tenths <= 15; tenths += 3) {
            kill(signal, tenths, "backup", copy.toString());
            if (Files.exists(copy)) {
                assertThat(labels(copy)).hasSize(10_000);
                Files.delete(copy);
            }
            if (signal.equals("TERM")) {
                assertThat(files("copy.part")).isEmpty();
            }
        }
        assertExit(home.apikeys("backup", "-q", copy.toString()), ExitCode.OK);
        assertThat(files(".part")).isEmpty();
        assertThat(files(".draft")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "KILL"})
    void aRestoreThatASignalEndsLeavesTheOldDatabaseOrTheNewOne(String signal) throws Exception {
        ManyTokens.fill(cli, 10_000);
        Path copy = home.folder().resolve("copy");
        cli.run("backup", "-q", copy.toString()).exits(ExitCode.OK);
        for (int tenths = 3; tenths <= 18; tenths += 3) {
            cli.run("generate", "--label", "later").exits(ExitCode.OK);
            kill(signal, tenths, "restore", "-y", "--rollback", copy.toString());
            Set<String> found = labels(cli.database());
            assertThat(found.size()).isIn(10_000, 10_001);
            cli.at(Instant.now()).run("relabel", "label 1", "changed").exits(ExitCode.OK);
            assertExit(home.apikeys("restore", "-qy", "--rollback", copy.toString()), ExitCode.OK);
            assertThat(files(".part")).isEmpty();
            assertThat(files(".draft")).isEmpty();
        }
    }

    private void kill(String signal, int tenths, String... arguments) throws Exception {
        home.bash("\"$LAUNCHER\" \"$@\" >/dev/null 2>&1 & sleep " + tenths / 10 + "." + tenths % 10 + "; kill -"
                        + signal + " $! 2>/dev/null; wait $!; true")
                .and(arguments)
                .end();
    }

    /** Kills at each call that renames or removes a file, so after each step of the exchange. */
    @ParameterizedTest
    @ValueSource(strings = {"rename", "unlink"})
    void aRestoreThatIsKilledBetweenItsStepsLeavesTheOldDatabaseOrTheNewOne(String call) throws Exception {
        Skip.unlessInstalled("strace");
        cli.run("generate", "--label", "ci").exits(ExitCode.OK);
        Path copy = home.folder().resolve("copy");
        cli.run("backup", "-q", copy.toString()).exits(ExitCode.OK);
        Set<Integer> tokens = new HashSet<>();
        int killed = 0;
        for (boolean ended = false; !ended; killed++) {
            assertThat(killed).isLessThan(30);
            cli.run("generate", "--label", "later").exits(ExitCode.OK);
            Run.Ended run = home.on(Run.of(
                            "strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=" + call, "-e", "signal=none"))
                    .and("-e", "inject=" + call + ":signal=KILL:when=" + (killed + 1))
                    .and(Installation.LAUNCHER.toString(), "restore", "-y", "--rollback", copy.toString())
                    .end();
            if (run.err().contains("PTRACE")) {
                Skip.aloud("strace may not trace here: " + run.err());
            }
            ended = run.code() == 0;
            tokens.add(labels(cli.database()).size());
            cli.run("relabel", "ci", "changed").exits(ExitCode.OK);
            assertExit(home.apikeys("restore", "-qy", "--rollback", copy.toString()), ExitCode.OK);
            assertThat(files(".part")).isEmpty();
            assertThat(files(".draft")).isEmpty();
        }
        assertThat(killed).isGreaterThan(2);
        assertThat(tokens).containsExactlyInAnyOrder(1, 2);
    }

    /** It would note what it knows of the former database, and the restored one would then be refused as older. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aWriterThatStallsBeforeItWritesTheAnchorDoesNotNoteTheFormerDatabase(boolean anchored) throws Exception {
        Skip.unlessInstalled("strace");
        cli.run("generate", "--label", "ci").exits(ExitCode.OK);
        Path copy = home.folder().resolve("copy");
        cli.run("backup", "-q", copy.toString()).exits(ExitCode.OK);
        if (!anchored) {
            Files.delete(cli.anchor());
        }
        byte[] before = Files.readAllBytes(cli.database());
        // It opens the anchor twice: to read it, and to write it.
        Run.Started writer = home.on(Run.of("strace", "-f", "-qq", "-o", "/dev/null", "-P"))
                .and(cli.anchor().toString(), "-e", "trace=openat", "-e", "signal=none")
                .and("-e", "inject=openat:delay_enter=4s:when=2")
                .and(Installation.LAUNCHER.toString(), "generate", "--label", "late")
                .start();
        while (writer.process().isAlive() && Arrays.equals(before, Files.readAllBytes(cli.database()))) {
            Thread.sleep(20);
        }

        assertExit(home.apikeys("restore", "-qy", "--rollback", copy.toString()), ExitCode.OK);

        Run.Ended late = writer.end();
        if (late.err().contains("PTRACE")) {
            Skip.aloud("strace may not trace here: " + late.err());
        }
        assertExit(late, ExitCode.OK);
        assertThat(labels(cli.database())).containsExactly("ci");
        cli.run("audit", "verify", "-q").exits(ExitCode.OK);
    }

    /** The control for the order of the steps: with the anchor of the former database, the older one is refused. */
    @Test
    void anOlderDatabaseBesideTheAnchorOfTheNewerOneIsRefused() throws Exception {
        cli.run("generate", "--label", "ci").exits(ExitCode.OK);
        Path copy = home.folder().resolve("copy");
        cli.run("backup", "-q", copy.toString()).exits(ExitCode.OK);

        Files.copy(copy, cli.database(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);

        cli.run("list").exits(ExitCode.INTEGRITY);
        cli.run("restore", "-y", "--rollback", copy.toString()).exits(ExitCode.OK);
        cli.run("list").exits(ExitCode.OK);
    }
}

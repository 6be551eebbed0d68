package com.smartonboarding.apikeys.cli.command.token;

import static com.smartonboarding.apikeys.cli.Home.assertExit;
import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.Home;
import com.smartonboarding.apikeys.cli.RawDatabase;
import com.smartonboarding.apikeys.cli.Repeatedly;
import com.smartonboarding.apikeys.docs.Recipes;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.launcher.Installation;
import com.smartonboarding.apikeys.launcher.Run;
import com.smartonboarding.apikeys.launcher.Skip;
import com.smartonboarding.apikeys.store.Outages;
import java.io.BufferedReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A rotation under real conditions: clients that never pause, and scripts that are killed at every possible moment. */
class RotationIT {
    private static final long SEED = 20261124;

    /** How often each of the four kinds of rotation is killed; {@code -Dapikeys.kills=100} does more. */
    private static final int KILLS = Integer.getInteger("apikeys.kills", 6);

    /**
     * The script is killed before every command whose number is a multiple of this; {@code -Dapikeys.commands=1} kills
     * it before each.
     */
    private static final int COMMANDS = Integer.getInteger("apikeys.commands", 6);

    /** At how many calls of each system call a rotation is killed; {@code -Dapikeys.calls=1000} covers all. */
    private static final int CALLS = Integer.getInteger("apikeys.calls", 3);

    private static final List<String> SYSTEM_CALLS =
            List.of("pwrite64", "fsync", "fdatasync", "ftruncate", "unlink", "rename", "write");

    private final Home home;
    private final Cli cli;
    private final Path file;

    RotationIT(Home home) throws Exception {
        this.home = home;
        cli = home.cli().at(Instant.now());
        Path secrets = Files.createDirectory(
                home.folder().resolve("nightly"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        file = secrets.resolve("token");
        cli.run("generate", "--label", "nightly", "--secret-file", file.toString())
                .exits(ExitCode.OK);
    }

    private List<String> active() {
        return cli.at(Instant.now())
                .run("list", "--status", "active", "-o", "ids")
                .exits(ExitCode.OK)
                .out()
                .lines()
                .toList();
    }

    private int verify(String code) {
        int exitCode = cli.at(Instant.now())
                .inPipe(code)
                .run("verify", "--no-touch", "-q")
                .exitCode();
        cli.inPipe();
        return exitCode;
    }

    @Test
    void noCallIsRejectedWhileAScriptRotatesDeploysAndFinishesWhenTheOldCodeIsIdle() throws Exception {
        String old = Files.readString(file);
        Run each = home.bash("""
                n=0
                while [[ ! -e stop ]]; do
                  apikeys verify --quiet --from 192.0.2.1 <nightly/token || echo "rejected with $?"
                  ((n += 1))
                done
                echo "calls $n"
                """).within(Duration.ofMinutes(5));
        Run script = Recipes.run(home, Recipes.NIGHTLY, 1)
                .with("TOKEN_IDLE", "1s")
                .with("TOKEN_PAUSE", "2")
                .within(Duration.ofMinutes(5));
        Run.Started client = each.start();
        ProcessBuilder builder = new ProcessBuilder(Installation.LAUNCHER.toString(), "verify", "--stream")
                .redirectError(home.folder().resolve("stream.err").toFile());
        builder.environment().putAll(Map.of("HOME", home.folder().toString()));
        builder.environment().remove("XDG_DATA_HOME");
        builder.environment().remove("XDG_CONFIG_HOME");
        Process stream = builder.start();
        int answers = 0;
        Run.Ended rotation;
        try (Writer ask = stream.outputWriter(StandardCharsets.UTF_8);
                BufferedReader hear = stream.inputReader(StandardCharsets.UTF_8)) {
            assertAnswer(ask, hear, old);
            Run.Started rotating = script.start();
            while (rotating.process().isAlive()) {
                assertAnswer(ask, hear, Files.readString(file));
                answers++;
                TimeUnit.MILLISECONDS.sleep(20);
            }
            rotation = rotating.end();
            assertAnswer(ask, hear, Files.readString(file));
        }
        Files.createFile(home.folder().resolve("stop"));
        Run.Ended calls = client.end();

        assertExit(rotation, ExitCode.OK);
        assertThat(stream.waitFor()).isZero();
        assertThat(home.folder().resolve("stream.err")).isEmptyFile();
        assertThat(calls.err()).isEmpty();
        assertThat(calls.out()).matches("calls [0-9]+\n");
        assertThat(answers).isGreaterThan(100);
        assertThat(Files.readString(file)).isNotEqualTo(old);
        assertThat(verify(old)).isEqualTo(ExitCode.REJECTED_REVOKED.number());
        assertThat(active()).containsExactly(Files.readString(file).substring(4, 16));
    }

    private static void assertAnswer(Writer ask, BufferedReader hear, String code) throws Exception {
        ask.write(code);
        ask.flush();
        assertThat(hear.readLine()).startsWith("{\"schema\":\"apikeys/verify@3\",\"valid\":true,");
    }

    /** Uses bash's trap before every command to kill the script before the command with this number. */
    private Run killedBefore(int command) throws Exception {
        Path trap = Files.writeString(home.folder().resolve("trap.sh"), """
                set -T
                trap '((++commands_until_now == KILLED_BEFORE)) && kill -KILL $$' DEBUG
                """);
        return Recipes.run(home, Recipes.NIGHTLY, 1)
                .with("TOKEN_PAUSE", "0.1")
                .with("TOKEN_IDLE", "1s")
                .with("BASH_ENV", trap.toString())
                .with("KILLED_BEFORE", Integer.toString(command));
    }

    @Test
    void scriptThatWasKilledBeforeAnyOfItsCommandsIsRunAgainWithoutAnOutage() throws Exception {
        int command = 0;
        try (Outages outages = Outages.watch(home.folder(), file)) {
            boolean killed = true;
            while (killed) {
                command += COMMANDS;
                Run.Ended first = killedBefore(command).end();
                killed = first.code() != 0;
                String what = "killed before command " + command + ": " + first.err();
                if (killed) {
                    assertThat(first.code()).as(what).isEqualTo(137);
                    assertExit(
                            Recipes.run(home, Recipes.NIGHTLY, 1)
                                    .with("TOKEN_PAUSE", "0.1")
                                    .with("TOKEN_IDLE", "1s")
                                    .end(),
                            ExitCode.OK);
                }
                assertThat(active())
                        .as(what)
                        .containsExactly(Files.readString(file).substring(4, 16));
                assertThat(verify(Files.readString(file))).as(what).isZero();
            }
            assertThat(outages.seen()).isEmpty();
            assertThat(outages.calls()).isGreaterThan(command / COMMANDS);
        }
        assertThat(command).as("commands of the script").isGreaterThan(20);
    }

    /** One rotation to a file or to standard output, always the same, so that it can be repeated. */
    private Run rotation(String place, String grace, String request) {
        return home.on(Run.of(
                        "bash",
                        "-c",
                        place.equals("file") ? "exec \"$@\" --secret-file nightly/next" : "exec \"$@\" >nightly/next")
                .and("bash", Installation.LAUNCHER.toString(), "rotate", "nightly", "--yes", "--grace")
                .and(grace, "--request-id", request));
    }

    /** Checks the state after a kill, and that a script can continue from it. */
    private void assertWholeAndGoOn(String what, Run repetition, String old, boolean delivered) throws Exception {
        Path next = file.resolveSibling("next");
        String code = Files.exists(next) ? Files.readString(next) : "";
        if (!code.isEmpty()) {
            assertThat(verify(code)).as(what).isZero();
        }
        boolean works = verify(old) == 0;
        assertThat(works || !code.isEmpty()).as("a code that works, %s", what).isTrue();
        if (delivered) {
            assertThat(code).as(what).isNotEmpty();
        }

        assertExit(repetition.end(), ExitCode.OK);

        String again = Files.readString(next);
        if (!code.isEmpty()) {
            assertThat(again).as(what).isEqualTo(code);
        }
        assertThat(verify(again)).as(what).isZero();
        Files.move(next, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        cli.at(Instant.now()).run("rotate", "nightly", "--finish", "-y").exits(ExitCode.OK);
        assertThat(active()).as(what).containsExactly(again.substring(4, 16));
        try (Stream<Path> left = Files.list(file.getParent())) {
            assertThat(left.map(path -> path.getFileName().toString())).as(what).containsExactly("token");
        }
    }

    @ParameterizedTest
    @CsvSource({"stdout, 24h", "stdout, 0", "file, 24h", "file, 0"})
    void rotationThatIsKilledAtARandomMomentIsRepeatedWithoutAnOutage(String place, String grace) throws Exception {
        Random random = new Random(SEED);
        long begin = System.nanoTime();
        rotation(place, grace, "whole").end();
        long whole = (System.nanoTime() - begin) / 1_000_000;
        Files.move(file.resolveSibling("next"), file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        cli.at(Instant.now()).run("rotate", "nightly", "--finish", "-y").exits(ExitCode.OK);
        for (int i = 0; i < KILLS; i++) {
            String old = Files.readString(file);
            long delay = whole / 3 + random.nextLong(whole * 3 / 4);
            Run.Started victim = rotation(place, grace, "kill-" + i).start();
            TimeUnit.MILLISECONDS.sleep(delay);
            victim.process().destroyForcibly();
            int code = victim.end().code();

            String what = "killed after " + delay + " of " + whole + " ms, exit code " + code;
            assertWholeAndGoOn(what, rotation(place, grace, "kill-" + i), old, code == 0);
        }
    }

    @ParameterizedTest
    @CsvSource({"stdout, 24h", "file, 0"})
    void rotationThatIsKilledAtAnyOfItsSystemCallsIsRepeatedWithoutAnOutage(String place, String grace)
            throws Exception {
        Skip.unlessInstalled("strace");
        Path log = home.folder().resolve("strace.log");
        Run.Ended traced = traced(place, grace, "whole", log, List.of()).end();
        if (traced.code() != 0) {
            Skip.aloud("strace may not trace here: " + traced.err());
        }
        Files.move(file.resolveSibling("next"), file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        cli.at(Instant.now()).run("rotate", "nightly", "--finish", "-y").exits(ExitCode.OK);
        int killed = 0;
        for (Map.Entry<String, Integer> call : counts(log).entrySet()) {
            for (int number : some(call.getValue())) {
                String old = Files.readString(file);
                String request = call.getKey() + number;
                Run.Ended first = traced(
                                place,
                                grace,
                                request,
                                log,
                                List.of("-e", "inject=" + call.getKey() + ":signal=KILL:when=" + number))
                        .end();
                killed += first.code() == 0 ? 0 : 1;
                assertWholeAndGoOn(
                        "killed at " + call.getKey() + " " + number + " of " + call.getValue() + ", exit code "
                                + first.code(),
                        rotation(place, grace, request),
                        old,
                        first.code() == 0);
            }
        }
        assertThat(killed).as("rotations that were killed").isGreaterThan(SYSTEM_CALLS.size());
    }

    private Run traced(String place, String grace, String request, Path log, List<String> more) {
        List<String> strace =
                new ArrayList<>(List.of("-f", "-o", log.toString(), "-e", "trace=" + String.join(",", SYSTEM_CALLS)));
        strace.addAll(more);
        String to = place.equals("file") ? "" : " >nightly/next";
        List<String> rotate = new ArrayList<>(List.of("bash", "-c", "exec \"$@\"" + to, "bash", "strace"));
        rotate.addAll(strace);
        rotate.addAll(List.of(Installation.LAUNCHER.toString(), "rotate", "nightly", "--yes"));
        rotate.addAll(List.of("--grace", grace, "--request-id", request));
        if (place.equals("file")) {
            rotate.addAll(List.of("--secret-file", "nightly/next"));
        }
        return home.on(Run.of(rotate.get(0), rotate.subList(1, rotate.size()).toArray(String[]::new)));
    }

    private static Map<String, Integer> counts(Path log) throws Exception {
        Map<String, Integer> counts = new TreeMap<>();
        for (String line : Files.readAllLines(log, StandardCharsets.ISO_8859_1)) {
            String call = line.replaceFirst("^[0-9]+ +", "").replaceFirst("\\(.*", "");
            if (SYSTEM_CALLS.contains(call)) {
                counts.merge(call, 1, Integer::sum);
            }
        }
        assertThat(counts).containsKeys("pwrite64", "write");
        return counts;
    }

    /** Evenly spread numbers from 1 to a count, including the last. */
    private static List<Integer> some(int count) {
        List<Integer> numbers = new ArrayList<>();
        int taken = Math.min(count, CALLS);
        for (int i = 1; i <= taken; i++) {
            numbers.add(i * count / taken);
        }
        return numbers;
    }

    @ParameterizedTest
    @ValueSource(strings = {">/dev/full", ">&-", "--grace 0 --yes >/dev/full"})
    void codeThatNobodyReceivedLeavesThePredecessorAsItWasAndTheRequestCanBeRepeated(String where) throws Exception {
        String old = Files.readString(file);
        String rotate = "apikeys rotate nightly --request-id r ";

        Run.Ended run = home.bash(rotate + where).end();

        assertExit(run, ExitCode.UNDELIVERED);
        assertThat(run.err())
                .contains("could not be written to standard output")
                .doesNotContain("sok_");
        assertThat(verify(old)).isZero();
        assertThat(active()).containsExactly(old.substring(4, 16));
        String flags = where.startsWith("--") ? "--grace 0 --yes" : "";
        Run.Ended again = home.bash(rotate + flags).end();
        assertExit(again, ExitCode.OK);
        assertThat(verify(again.out())).isZero();
        assertExit(home.bash(rotate + where).end(), ExitCode.STORAGE);
        assertThat(verify(again.out())).isZero();
        assertThat(home.bash(rotate + flags).end().out()).isEqualTo(again.out());
    }

    @Test
    void ofTwoRotationsAtOnceOneWins() throws Exception {
        List<Run.Started> started = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            started.add(
                    home.on(Run.of(Installation.LAUNCHER, "rotate", "nightly")).start());
        }
        List<Run.Ended> runs = new ArrayList<>();
        for (Run.Started each : started) {
            runs.add(each.end());
        }

        assertThat(runs).extracting(Run.Ended::code).containsOnly(0, ExitCode.CONFLICT.number());
        assertThat(runs.stream().filter(run -> run.code() == 0)).hasSize(1);
        assertThat(active()).hasSize(2);
    }

    @Test
    void ofManyWithTheSameRequestAllGetTheSameCode() throws Exception {
        List<Run.Started> started = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            started.add(home.on(Run.of(Installation.LAUNCHER, "rotate", "nightly", "--request-id", "r"))
                    .start());
        }
        List<String> codes = new ArrayList<>();
        for (Run.Started each : started) {
            Run.Ended run = each.end();
            assertExit(run, ExitCode.OK);
            codes.add(run.out());
        }

        assertThat(codes).containsOnly(codes.get(0));
        assertThat(active()).hasSize(2);
    }

    @Test
    void bulkRevocationWhileAnotherGeneratesRevokesAllThatWereThereOrIsRefusedForTheirNumber() throws Exception {
        Run.Started generating = Run.java(
                        Repeatedly.class.getName(), home.folder().toString(), "job", "100")
                .start();
        int refused = 0;
        int done = 0;
        boolean over = false;
        while (!over) {
            over = !generating.process().isAlive();
            Cli now = home.cli().at(Instant.now());
            Cli.Result dry =
                    now.run("revoke", "--label-glob", "job-*", "--dry-run").exits(ExitCode.OK);
            long count = dry.out().lines().count();
            long event = lastEvent();
            Cli.Result real = now.run(
                    "revoke", "--label-glob", "job-*", "--expect", Long.toString(count), "--yes", "--reason", "stale");
            if (real.exitCode() == ExitCode.CONFLICT.number()) {
                assertThat(over).isFalse();
                assertThat(real.err()).contains("Nothing was changed");
                refused++;
                continue;
            }
            real.exits(ExitCode.OK);
            done++;
            List<String> named = dry.out()
                    .lines()
                    .map(line -> line.split("\t", -1)[0])
                    .sorted()
                    .toList();
            assertThat(new RawDatabase(cli.database())
                            .texts(
                                    "SELECT token_id FROM audit WHERE action = 'revoke' AND detail = 'stale' AND sequence > "
                                            + event + " ORDER BY token_id"))
                    .isEqualTo(named);
        }
        assertExit(generating.end(), ExitCode.OK);
        assertThat(done).isPositive();
        assertThat(refused).as("refusals, as another token came between").isPositive();
        assertThat(active()).hasSize(1);
    }

    private long lastEvent() {
        return Long.parseLong(new RawDatabase(cli.database())
                .texts("SELECT max(sequence) FROM audit")
                .get(0));
    }
}

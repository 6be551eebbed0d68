package com.smartonboarding.apikeys.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.launcher.Skip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Processes that hold the lock of the database and lock everybody out. The tool ends the idle ones and waits for those
 * that work. The holders are Perl programs that lock the file as SQLite does.
 */
class LockHoldersTest {
    /** Locks bytes of the file, says so, and does as it is told. */
    private static final String HOLDER = """
            use Fcntl;
            my ($file, $lock, $act) = @ARGV;
            open(my $open, '+<', $file) or die;
            my $type = $lock eq 'shared' ? F_RDLCK : F_WRLCK;
            fcntl($open, F_SETLK, pack('s s x4 q q i x4', $type, 0, 0x40000002, 510, 0)) or die;
            $SIG{CONT} = sub { $act =~ /leave/ ? exit 0 : $act =~ /again/ ? kill('STOP', $$) : 0 };
            $| = 1;
            print "locked\\n";
            kill('STOP', $$) if $act =~ /stop/;
            while (1) { $act =~ /spin/ ? 0 : select(undef, undef, undef, $act =~ /poll/ ? 0.05 : 1000) }
            """;

    private static final String OURS = "com.smartonboarding.apikeys.Main";
    private static final int KILLED = 128 + 9;

    private final Cli cli;
    private final List<Process> holders = new ArrayList<>();

    LockHoldersTest(Cli cli) {
        Skip.unlessInstalled("perl");
        this.cli = cli;
        cli.run("generate", "--label", "demo").exits(ExitCode.OK);
    }

    @AfterEach
    void endHolders() throws IOException {
        holders.forEach(Process::destroyForcibly);
        Files.deleteIfExists(cli.home().resolve("java"));
    }

    /**
     * A process with this main class that holds a lock: shared like a reader, or exclusive like a writer at the end.
     */
    private Process hold(String lock, String act, String mainClass) throws IOException {
        // Named java, like those threads of Java that run a command.
        Path java = cli.home().resolve("java");
        if (!Files.exists(java)) {
            Files.createSymbolicLink(java, Path.of("/usr/bin/perl"));
        }
        Process process = new ProcessBuilder(
                        java.toString(),
                        "-e",
                        HOLDER,
                        cli.database().toString(),
                        lock,
                        act,
                        mainClass,
                        "list",
                        "-o",
                        "json")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        holders.add(process);
        assertThat(process.inputReader().readLine()).isEqualTo("locked");
        if (act.startsWith("stop")) {
            awaitStop(process); // it cannot say so itself
        }
        return process;
    }

    private static void awaitStop(Process process) throws IOException {
        Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
        Instant end = Instant.now().plusSeconds(60);
        while (!Files.readString(stat).replaceFirst(".*\\) ", "").startsWith("T")) {
            assertThat(Instant.now()).as("the process does not stop").isBefore(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static int exitOf(Process process) throws InterruptedException {
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"shared", "exclusive"})
    void oneThatWasStoppedGoesOnForARevocation(String lock) throws Exception {
        Process holder = hold(lock, "stop leave", OURS);

        cli.run("revoke", "demo", "-y").exits(ExitCode.OK);

        assertThat(exitOf(holder)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop again", "stop", "sleep"})
    void oneThatStandsStillIsEndedForARevocation(String act) throws Exception {
        Process holder = hold("shared", act, OURS);
        Process another = hold("shared", act, OURS);

        cli.run("revoke", "demo", "-y").exits(ExitCode.OK);

        assertThat(exitOf(holder)).isEqualTo(KILLED);
        assertThat(exitOf(another)).isEqualTo(KILLED);
    }

    @Test
    void oneThatStandsStillIsEndedForOthersLater() throws Exception {
        String code = cli.run("show", "demo", "-q").line();
        Process holder = hold("exclusive", "stop again", OURS);

        cli.waitingAtMost(Duration.ofSeconds(2)).inPipe(code).run("verify").exits(ExitCode.BUSY);
        assertThat(holder.isAlive()).isTrue();
        cli.waitingAtMost(Duration.ofSeconds(9)).inPipe(code).run("verify").exits(ExitCode.OK);

        assertThat(exitOf(holder)).isEqualTo(KILLED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"spin", "poll"})
    void oneThatWorksIsWaitedForAndNamed(String act) throws Exception {
        Process holder = hold("shared", act, OURS);

        Cli.Result result = cli.waitingAtMost(Duration.ofSeconds(6))
                .run("revoke", "demo", "-y")
                .exits(ExitCode.BUSY);

        assertThat(result.err()).contains("locked: process " + holder.pid() + " of ", " (apikeys list -o json)");
        assertThat(holder.isAlive()).isTrue();
    }

    /** An operator can make a process so slow that it works for hours. */
    @Test
    void readerThatWorksForTooLongIsEndedForARevocation() throws Exception {
        Process holder = hold("shared", "spin", OURS);

        cli.run("revoke", "demo", "-y").exits(ExitCode.OK);

        assertThat(exitOf(holder)).isEqualTo(KILLED);
    }

    /** Only urgent work ends a reader that works. */
    @Test
    void readerThatWorksForTooLongIsWaitedForByOthers() throws Exception {
        Process holder = hold("shared", "spin", OURS);

        cli.waitingAtMost(Duration.ofSeconds(14))
                .run("relabel", "demo", "other")
                .exits(ExitCode.BUSY);

        assertThat(holder.isAlive()).isTrue();
    }

    @Test
    void anotherProgramIsNamedAndLeftAlone() throws Exception {
        Process holder = hold("exclusive", "stop leave", "SomethingElse");

        Cli.Result result = cli.waitingAtMost(Duration.ofSeconds(5))
                .run("revoke", "demo", "-y")
                .exits(ExitCode.BUSY);

        assertThat(result.err()).contains("process " + holder.pid() + " of ", "which is stopped");
        assertThat(holder.isAlive()).isTrue();
    }
}

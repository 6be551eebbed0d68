package com.smartonboarding.apikeys.torture.tool;

import static com.smartonboarding.apikeys.launcher.Installation.LAUNCHER;
import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.launcher.Run;
import com.smartonboarding.apikeys.torture.trial.Trials;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** The packaged tool in a separate process group, which can be killed as a whole at any moment. */
public final class Tool {
    public static final int KILLED = 128 + 9;

    private static final Pattern CODE = Pattern.compile("sok_[0-9A-Za-z]{12}_[0-9A-Za-z]{38}");
    private static final Pattern SECRET = Pattern.compile("sok_[0-9A-Za-z]{12}_[0-9A-Za-z]{8}");
    private static final Pattern TRACE = Pattern.compile("^\\s+at |Exception|bug in apikeys", Pattern.MULTILINE);

    private Tool() {}

    public static Run run(Path home, String... args) {
        return at(home, Run.of("setsid", LAUNCHER.toString()).and(args));
    }

    /** Runs any command in this home. */
    public static Run at(Path home, Run run) {
        return run.with("HOME", home.toString())
                .without("XDG_DATA_HOME")
                .without("XDG_CONFIG_HOME")
                .without("SUDO_UID")
                .without("CLICOLOR_FORCE")
                .in(home);
    }

    /** Sends a signal, by its name without SIG, to the whole process group. */
    public static void signal(Process process, String signal) throws Exception {
        Run.of("kill", "-s", signal, "--", "-" + process.pid()).end();
    }

    /** The run, after a signal was sent to it at this time, if it was still running. */
    public static Run.Ended signalled(Run run, Duration delay, String signal) throws Exception {
        Run.Started started = run.start();
        Thread.sleep(delay.toMillis(), delay.toNanosPart() % 1_000_000);
        if (started.process().isAlive()) {
            signal(started.process(), signal);
        }
        return started.end();
    }

    /** The run, killed this long after it began to write, which means after its journal appeared. */
    public static Run.Ended killedWriting(Run run, Path journal, Duration delay) throws Exception {
        Run.Started started = run.start();
        while (started.process().isAlive() && !Files.exists(journal)) {
            LockSupport.parkNanos(100_000);
        }
        LockSupport.parkNanos(delay.toNanos());
        started.process().destroyForcibly(); // faster than by another process
        signal(started.process(), "KILL");
        return started.end();
    }

    /** The run, killed as soon as this file became longer. */
    public static Run.Ended killedGrowing(Run run, Path file) throws Exception {
        long size = Files.size(file);
        Run.Started started = run.start();
        while (started.process().isAlive() && Files.size(file) == size) {
            Thread.onSpinWait();
        }
        started.process().destroyForcibly();
        signal(started.process(), "KILL");
        return started.end();
    }

    /** How long this command takes under the present load of this machine: the median of five runs. */
    public static Duration usual(Household first, Trials trials, String... args) throws Exception {
        long[] times = new long[5];
        for (int i = 0; i < times.length; i++) {
            Path folder = trials.folder("usual-" + args[0] + i);
            first.copy(folder);
            long start = System.nanoTime();
            run(folder, args).end();
            times[i] = System.nanoTime() - start;
            Trials.remove(folder);
        }
        Arrays.sort(times);
        return Duration.ofNanos(times[2]);
    }

    /** A random moment in a run. */
    public static Duration moment(Duration usual, Random random) {
        return Duration.ofNanos((long) (usual.toNanos() * random.nextDouble() * 1.6));
    }

    /** Checks that standard output is empty or one code, and that standard error has no code and no stack trace. */
    public static void assertWhole(Run.Ended run) {
        if (!run.out().isEmpty()) {
            assertThat(run.out()).endsWith("\n");
            assertThat(run.out().strip()).matches(CODE);
        }
        assertQuiet(run);
    }

    /** Checks that standard error has no code and no stack trace. */
    public static void assertQuiet(Run.Ended run) {
        assertThat(run.err()).doesNotContainPattern(SECRET).doesNotContainPattern(TRACE);
    }
}

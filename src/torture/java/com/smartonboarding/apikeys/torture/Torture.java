package com.smartonboarding.apikeys.torture;

import com.smartonboarding.apikeys.torture.suite.CallSuite;
import com.smartonboarding.apikeys.torture.suite.ClockSuite;
import com.smartonboarding.apikeys.torture.suite.CrowdSuite;
import com.smartonboarding.apikeys.torture.suite.DamageSuite;
import com.smartonboarding.apikeys.torture.suite.FullSuite;
import com.smartonboarding.apikeys.torture.suite.HostileSuite;
import com.smartonboarding.apikeys.torture.suite.KeySuite;
import com.smartonboarding.apikeys.torture.suite.KillSuite;
import com.smartonboarding.apikeys.torture.suite.PowerSuite;
import com.smartonboarding.apikeys.torture.suite.SignalSuite;
import com.smartonboarding.apikeys.torture.tool.Tool;
import com.smartonboarding.apikeys.torture.trial.Row;
import com.smartonboarding.apikeys.torture.trial.Suite;
import com.smartonboarding.apikeys.torture.trial.Table;
import com.smartonboarding.apikeys.torture.trial.Trials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs the suites and reports the results. {@code src/torture/run --help} explains the options. */
public final class Torture {
    static final List<Suite> SUITES = List.of(
            new KillSuite(),
            new CallSuite(),
            new KeySuite(),
            new PowerSuite(),
            new DamageSuite(),
            new FullSuite(),
            new ClockSuite(),
            new CrowdSuite(),
            new SignalSuite(),
            new HostileSuite());

    private Torture() {}

    public static void main(String[] args) throws Exception {
        long seed = 1;
        double scale = 1;
        int threads = 2;
        Integer number = null;
        List<String> only = new ArrayList<>();
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--seed" -> seed = Long.parseLong(args[++i]);
                case "--scale" -> scale = Double.parseDouble(args[++i]);
                case "--threads" -> threads = Integer.parseInt(args[++i]);
                case "--number" -> number = Integer.valueOf(args[++i]);
                case "--only" -> only.addAll(List.of(args[++i].split(",")));
                case "--list" -> {
                    SUITES.forEach(suite -> System.out.println(suite.name() + "\t" + suite.promise()));
                    return;
                }
                default -> throw new IllegalArgumentException("unknown option " + args[i]);
            }
        }
        Table table = new Table(seed, scale);
        boolean right = true;
        for (Suite suite : SUITES) {
            if (only.isEmpty() || only.contains(suite.name())) {
                long start = System.nanoTime();
                List<Row> rows = run(suite, seed, scale, threads, number);
                table.add(suite, rows, (System.nanoTime() - start) / 1_000_000_000);
                right &= rows.stream().allMatch(Row::isRight);
            }
        }
        if (only.isEmpty() && number == null && scale >= 1) {
            table.writeInto(Path.of("src/docs/torture.md"));
        } else {
            System.out.println(table.text());
        }
        System.exit(right ? 0 : 1);
    }

    /**
     * Runs one suite in a separate folder, and removes the folder afterwards.
     *
     * @param number the only trial of each kind to run, or null for all
     */
    static List<Row> run(Suite suite, long seed, double scale, int threads, @Nullable Integer number) throws Exception {
        Path scratch = scratch();
        try {
            // The first run writes class data. It runs commands for this that must not be recorded or killed.
            Tool.run(scratch, "--version").end();
            Trials trials = new Trials(suite.name(), seed, scale, threads, number, scratch);
            suite.run(trials);
            return trials.rows();
        } finally {
            Trials.remove(scratch);
        }
    }

    /** A folder in memory if possible, because the speed of the disk does not matter here. */
    static Path scratch() throws IOException {
        Path memory = Path.of("/dev/shm");
        Path parent = Files.isWritable(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir"));
        return Files.createTempDirectory(
                parent, "torture", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
}

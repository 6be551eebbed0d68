package com.smartonboarding.apikeys.torture.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.launcher.Run;
import com.smartonboarding.apikeys.torture.fault.Shim;
import com.smartonboarding.apikeys.torture.tool.Household;
import com.smartonboarding.apikeys.torture.tool.Programs;
import com.smartonboarding.apikeys.torture.tool.Tool;
import com.smartonboarding.apikeys.torture.trial.Suite;
import com.smartonboarding.apikeys.torture.trial.Trials;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Interrupts the changes of the master keys and the upgrades of the schema at each of their calls. */
public final class KeySuite implements Suite {
    /** The exit codes that promise that nothing changed. */
    private static final Set<Integer> UNCHANGED = Set.of(
            ExitCode.BUSY.number(),
            ExitCode.STORAGE.number(),
            ExitCode.INTEGRITY.number(),
            ExitCode.UNSAFE_FILES.number(),
            ExitCode.WRONG_KEY.number());

    @Override
    public String name() {
        return "keys";
    }

    @Override
    public String promise() {
        return "A change of the master keys or an upgrade of the schema is killed before each call that changes or"
                + " syncs a file. Whoever comes next finds the old state or the new one: every code verifies, the"
                + " trail and the list of keys are right, and the command can be repeated to its end. The same holds"
                + " when such a call fails (EIO, ENOSPC, EINTR), and then the exit code is true.";
    }

    @Override
    public void run(Trials trials) throws Exception {
        if (!Programs.present("gcc")) {
            trials.skip("every call", 1_500, "gcc is not installed");
            return;
        }
        Shim shim = Shim.build(trials.folder("shim"));
        List<Overhaul> all = Overhaul.prepare(trials.folder("homes"));
        for (Overhaul overhaul : all) {
            List<Shim.Fault> faults = Shim.faults(record(shim, overhaul, trials));
            trials.each(
                    "`" + overhaul + "`, killed",
                    faults.stream()
                            .filter(fault -> fault.kills() && fault.changes())
                            .toList(),
                    (fault, random, folder) -> killed(shim, overhaul, fault, random.nextInt(), folder));
            trials.each(
                    "`" + overhaul + "`, with an error",
                    faults.stream()
                            .filter(fault -> !fault.kills() && fault.changes())
                            .toList(),
                    (fault, random, folder) -> failed(shim, overhaul, fault, random.nextInt(), folder));
        }
        Overhaul drop = all.get(2); // `key rekey` changes a copy, which needs no journal
        trials.control(
                "the journal is deleted after a kill of `key drop`",
                Shim.faults(record(shim, drop, trials)).stream()
                        .filter(fault ->
                                fault.kills() && fault.changes() && fault.path().contains("/apikeys.db"))
                        .toList(),
                (fault, random, folder) -> withoutJournal(shim, drop, fault, random.nextInt(), folder));
    }

    private static List<Shim.Call> record(Shim shim, Overhaul overhaul, Trials trials) throws Exception {
        Path folder = trials.folder("recorded");
        Path record = trials.folder("shim").resolve("record");
        Files.deleteIfExists(record);
        overhaul.begin(folder);
        Run.Ended run = shim.recorded(overhaul.run(folder), folder, record).end();
        assertThat(run.code()).as(run.err()).isZero();
        Trials.remove(folder);
        return Shim.read(record);
    }

    private static String killed(Shim shim, Overhaul overhaul, Shim.Fault fault, int reader, Path folder)
            throws Exception {
        overhaul.begin(folder);
        Run.Ended run = shim.faulty(overhaul.run(folder), folder, fault).end();
        assertThat(run.code()).as(run.err()).isEqualTo(Tool.KILLED);
        Tool.assertQuiet(run);
        return overhaul.check(folder, reader) ? "new state" : "old state";
    }

    private static String failed(Shim shim, Overhaul overhaul, Shim.Fault fault, int reader, Path folder)
            throws Exception {
        overhaul.begin(folder);
        Run.Ended run = shim.faulty(overhaul.run(folder), folder, fault).end();
        Tool.assertQuiet(run);
        boolean done = overhaul.check(folder, reader);
        if (run.code() == 0) {
            assertThat(done).as("done, as said by exit code 0").isTrue();
        } else if (UNCHANGED.contains(run.code()) && run.err().contains("Nothing was changed")) {
            assertThat(done).as("done, although it said: %s", run.err()).isFalse();
        }
        return "exit " + run.code();
    }

    private static String withoutJournal(Shim shim, Overhaul overhaul, Shim.Fault fault, int reader, Path folder)
            throws Exception {
        overhaul.begin(folder);
        shim.faulty(overhaul.run(folder), folder, fault).end();
        Path journal = Household.cli(folder).database().resolveSibling("apikeys.db-journal");
        if (!Files.deleteIfExists(journal)) {
            return "no journal";
        }
        overhaul.check(folder, reader);
        return "after";
    }
}

package com.smartonboarding.apikeys.torture.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.launcher.Run;
import com.smartonboarding.apikeys.torture.fault.Modes;
import com.smartonboarding.apikeys.torture.fault.Shim;
import com.smartonboarding.apikeys.torture.tool.Household;
import com.smartonboarding.apikeys.torture.tool.Ledger;
import com.smartonboarding.apikeys.torture.tool.Programs;
import com.smartonboarding.apikeys.torture.tool.Sqlite;
import com.smartonboarding.apikeys.torture.tool.Tool;
import com.smartonboarding.apikeys.torture.trial.Suite;
import com.smartonboarding.apikeys.torture.trial.Trials;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes each call on our files and on standard output fail, one after the other, for each command that changes
 * something.
 */
public final class CallSuite implements Suite {
    /** The exit codes that promise that nothing changed. */
    private static final Set<Integer> UNCHANGED = Set.of(
            ExitCode.DENIED.number(),
            ExitCode.NOT_FOUND.number(),
            ExitCode.CONFLICT.number(),
            ExitCode.BUSY.number(),
            ExitCode.STORAGE.number(),
            ExitCode.INTEGRITY.number(),
            ExitCode.UNSAFE_FILES.number(),
            ExitCode.WRONG_KEY.number(),
            ExitCode.NOT_INITIALIZED.number());

    @Override
    public String name() {
        return "calls";
    }

    @Override
    public String promise() {
        return "Each call on our files or on standard output fails once (EIO, ENOSPC, EINTR), or fails from"
                + " then on, or the process is killed before it. Then the exit code is true, standard output is"
                + " empty or complete, no file holds a dead code, and there is no stack trace, and no code in a"
                + " wrong place.";
    }

    @Override
    public void run(Trials trials) throws Exception {
        if (!Programs.present("gcc")) {
            trials.skip("every call", 2_500, "gcc is not installed");
            return;
        }
        Shim shim = Shim.build(trials.folder("shim"));
        Household first = Household.furnish(trials.folder("home"), 0);
        Files.createDirectory(first.home().resolve("sec"), Modes.FOLDER);
        Files.writeString(first.home().resolve("sec/alpha"), first.code("alpha") + "\n");
        Files.write(first.home().resolve("labels"), List.of("ci-1", "ci-2", "ci-3"));
        Path nothing = trials.folder("nothing");
        Files.createDirectory(nothing.resolve("sec"), Modes.FOLDER);
        for (Victim victim : Victim.ALL) {
            Household home = victim.fresh() ? new Household(nothing, Map.of()) : first;
            List<Shim.Fault> faults = Shim.faults(record(shim, victim, home, trials));
            trials.each(
                    "`" + victim.name() + "`",
                    faults,
                    (fault, random, folder) -> fault(shim, victim, home, fault, folder));
        }
        List<Shim.Fault> control = new ArrayList<>(Shim.faults(record(shim, Victim.ALL.get(0), first, trials)));
        control.removeIf(fault -> !fault.error().equals("KILL")
                || !fault.path().endsWith("/apikeys.db")
                || !fault.name().equals("write"));
        trials.control(
                "the journal is deleted after a kill",
                control,
                (fault, random, folder) -> withoutJournal(shim, Victim.ALL.get(0), first, fault, folder));
    }

    private static List<Shim.Call> record(Shim shim, Victim victim, Household first, Trials trials) throws Exception {
        Path folder = trials.folder("recorded");
        Path record = trials.folder("shim").resolve("record");
        Files.deleteIfExists(record);
        first.copy(folder);
        Run.Ended run = shim.recorded(Tool.run(folder, victim.args(folder)), folder, record)
                .end();
        assertThat(run.code()).as(run.err()).isZero();
        Trials.remove(folder);
        return Shim.read(record);
    }

    private static String withoutJournal(Shim shim, Victim victim, Household first, Shim.Fault fault, Path folder)
            throws Exception {
        Household home = first.copy(folder);
        shim.faulty(Tool.run(folder, victim.args(folder)), folder, fault).end();
        return Files.deleteIfExists(home.cli().database().resolveSibling("apikeys.db-journal"))
                ? check(home, victim, "after")
                : "no journal";
    }

    private static String check(Household home, Victim victim, String outcome) throws Exception {
        victim.mayEnd(home, home.ledger()).check(home.cli());
        return outcome;
    }

    private static String fault(Shim shim, Victim victim, Household first, Shim.Fault fault, Path folder)
            throws Exception {
        Household home = first.copy(folder);
        Path database = home.cli().database();
        String before = Sqlite.state(database);
        Run.Ended run = shim.faulty(Tool.run(folder, victim.args(folder)), folder, fault)
                .end();
        boolean killed = run.code() == Tool.KILLED;
        assertThat(killed)
                .as("killed, where the fault is a kill")
                .isEqualTo(fault.error().equals("KILL"));
        Tool.assertQuiet(run);
        assertThat(run.out().isEmpty() || run.out().endsWith("\n"))
                .as("whole output")
                .isTrue();
        Cli cli = home.cli();
        if (!victim.fresh()) {
            cli.run("list", "-o", "ids").exits(ExitCode.OK); // this rolls back an incomplete transaction
        }
        boolean changed = !Sqlite.state(database).equals(before);
        String said = "exit code %d, which said: %s".formatted(run.code(), run.err());
        if (run.code() == 0) {
            assertThat(victim.isDone(home, run.out()))
                    .as("done, as said by " + said)
                    .isTrue();
        } else if (run.code() == ExitCode.UNDELIVERED.number()) {
            assertThat(victim.isUndone(home)).as("revoked, as said by " + said).isTrue();
        } else if (!killed && run.code() != ExitCode.OUTCOME_UNKNOWN.number()) {
            assertThat(UNCHANGED).as(said).contains(run.code());
            if (!victim.fresh()) {
                assertThat(changed).as("changed, after " + said).isFalse();
            }
        }
        assertPrinted(home, victim, run, said);
        victim.mayEnd(home, home.ledger()).check(again(home, victim, cli));
        return killed ? "killed" : "exit " + run.code();
    }

    /** Checks that standard output or the secret file has a code that works. */
    private static void assertPrinted(Household home, Victim victim, Run.Ended run, String said) throws Exception {
        boolean delivered = victim.name().startsWith("rotate") && run.code() == ExitCode.OUTCOME_UNKNOWN.number();
        if (run.code() != 0 && run.code() != Tool.KILLED && !delivered) {
            assertThat(run.out()).as("output of " + said).isEmpty();
        }
        if (victim.prints()) {
            for (String code : run.out().lines().toList()) {
                assertThat(Ledger.verify(home.cli(), code))
                        .as("printed by " + said)
                        .isZero();
            }
        }
        for (String file : List.of("sec/new", "sec/alpha")) {
            Path secret = home.home().resolve(file);
            if (Files.exists(secret)) {
                String code = Files.readString(secret).strip();
                assertThat(Ledger.verify(home.cli(), code))
                        .as(file + " after " + said)
                        .isZero();
            }
        }
    }

    /** Checks that an interrupted first run can be repeated, and that everything works then. */
    private static Cli again(Household home, Victim victim, Cli cli) {
        if (victim.fresh()) {
            assertThat(cli.run(victim.args(home.home())).exitCode()).isIn(0, ExitCode.CONFLICT.number());
            cli.run("generate", "--label", "afterwards").exits(ExitCode.OK);
        }
        return cli;
    }
}

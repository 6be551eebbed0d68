package com.smartonboarding.apikeys.torture.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.launcher.Run;
import com.smartonboarding.apikeys.torture.tool.Household;
import com.smartonboarding.apikeys.torture.tool.Ledger;
import com.smartonboarding.apikeys.torture.tool.Sqlite;
import com.smartonboarding.apikeys.torture.tool.Tool;
import com.smartonboarding.apikeys.torture.trial.Suite;
import com.smartonboarding.apikeys.torture.trial.Trials;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Kills the tool's whole process group at random moments of a run. */
public final class KillSuite implements Suite {
    private static final int BATCH = 200;

    @Override
    public String name() {
        return "kill";
    }

    @Override
    public String promise() {
        return "After `kill -9` at a random moment, every printed code verifies, every reported revocation"
                + " holds, `list` works, the database is intact, and the same command can be run again.";
    }

    @Override
    public void run(Trials trials) throws Exception {
        Household first = Household.furnish(trials.folder("home"), 0);
        Duration usual = Tool.usual(first, trials, "generate", "--label", "new");
        trials.times("`generate`", 300, (i, random, folder) -> generate(first, usual, random, folder));
        trials.times("`generate --request-id`", 100, (i, random, folder) -> request(first, usual, random, folder));
        trials.times("`generate --once --request-id`", 50, (i, random, folder) -> once(first, usual, random, folder));
        trials.times("`revoke`", 150, (i, random, folder) -> revoke(first, usual, random, folder));
        trials.times("`rotate`", 125, (i, random, folder) -> rotate(first, usual, random, folder, "24h"));
        trials.times("`rotate --grace 0`", 125, (i, random, folder) -> rotate(first, usual, random, folder, "0"));
        trials.times("`generate --label-file` of 200", 75, (i, random, folder) -> batch(first, usual, random, folder));
        trials.times("the very first `generate`", 75, (i, random, folder) -> firstRun(usual, random, folder));
        List<Integer> control = IntStream.range(0, 25).boxed().toList();
        trials.control(
                "the journal that a killed `--label-file` leaves is deleted",
                control,
                (i, random, folder) -> withoutJournal(first, folder));
    }

    private static String generate(Household first, Duration usual, Random random, Path folder) throws Exception {
        Household home = first.copy(folder);
        Run.Ended run = killed(folder, Tool.run(folder, "generate", "--label", "new"), usual, random);
        Ledger ledger = home.ledger();
        Tool.assertWhole(run);
        if (!run.out().isEmpty()) {
            ledger.live(run.out().strip());
        }
        Cli cli = home.cli();
        ledger.check(cli);
        long made = count(cli, "new");
        assertThat(made).isBetween(run.out().isEmpty() ? 0L : 1L, 1L);
        cli.run("generate", "--label", "new").exits(made == 0 ? ExitCode.OK : ExitCode.CONFLICT);
        return outcome(run, made > 0);
    }

    private static String request(Household first, Duration usual, Random random, Path folder) throws Exception {
        Household home = first.copy(folder);
        String[] args = {"generate", "-q", "--label", "new", "--request-id", "r"};
        Run.Ended run = killed(folder, Tool.run(folder, args), usual, random);
        Tool.assertWhole(run);
        Cli cli = home.cli();
        long made = count(cli, "new");
        String again = cli.run(args).exits(ExitCode.OK).line();
        if (!run.out().isEmpty()) {
            assertThat(again).isEqualTo(run.out().strip());
        }
        home.ledger().live(again).check(cli);
        assertThat(count(cli, "new", "--status", "active")).isEqualTo(1);
        return outcome(run, made > 0);
    }

    /**
     * If the tool is killed between the delivery and its record, the repetition may make another token. If the first
     * call ended with 0, its token must stay.
     */
    private static String once(Household first, Duration usual, Random random, Path folder) throws Exception {
        Household home = first.copy(folder);
        String[] args = {"generate", "-q", "--once", "--label", "new", "--request-id", "r"};
        Run.Ended run = killed(folder, Tool.run(folder, args), usual, random);
        Tool.assertWhole(run);
        Cli cli = home.cli();
        long made = count(cli, "new");
        Cli.Result again = cli.run(args);
        Ledger ledger = home.ledger();
        if (run.code() == 0) {
            again.exits(ExitCode.CONFLICT);
            ledger.live(run.out().strip());
        } else if (again.exitCode() == 0) {
            ledger.live(again.line());
        } else {
            again.exits(ExitCode.CONFLICT);
            assertThat(run.out())
                    .as("printed by the run that the second call says was delivered")
                    .isNotEmpty();
            ledger.live(run.out().strip());
        }
        ledger.check(cli);
        assertThat(count(cli, "new", "--status", "active")).isEqualTo(1);
        return outcome(run, made > 0);
    }

    private static String revoke(Household first, Duration usual, Random random, Path folder) throws Exception {
        Household home = first.copy(folder);
        Run.Ended run = killed(folder, Tool.run(folder, "revoke", "alpha", "-y"), usual, random);
        Tool.assertQuiet(run);
        String code = home.code("alpha");
        boolean said = run.code() == 0 || run.err().startsWith("Revoked");
        Ledger ledger = home.ledger();
        (said ? ledger.ended(code) : ledger.either(code)).check(home.cli());
        boolean done = Ledger.verify(home.cli(), code) != 0;
        home.cli().run("revoke", "--id", code.substring(4, 16), "-y").exits(ExitCode.OK);
        ledger.ended(code).check(home.cli());
        return outcome(run, done);
    }

    private static String rotate(Household first, Duration usual, Random random, Path folder, String grace)
            throws Exception {
        Household home = first.copy(folder);
        String[] args = {"rotate", "alpha", "-q", "-y", "--grace", grace, "--request-id", "r"};
        Run.Ended run = killed(folder, Tool.run(folder, args), usual, random);
        Tool.assertWhole(run);
        Cli cli = home.cli();
        String old = home.code("alpha");
        boolean ended = Ledger.verify(cli, old) != 0;
        if (run.out().isEmpty() || !grace.equals("0")) {
            assertThat(ended).as("the predecessor ended before its time").isFalse();
        }
        return outcome(run, repeatRotation(home, run, args, old, grace));
    }

    private static boolean repeatRotation(Household home, Run.Ended run, String[] args, String old, String grace)
            throws Exception {
        Cli cli = home.cli();
        boolean made = Sqlite.rows(cli.database(), "SELECT 1 FROM token WHERE label = 'alpha'")
                        .size()
                > 1;
        String again = cli.run(args).exits(ExitCode.OK).line();
        Ledger ledger = home.ledger().live(again);
        if (!run.out().isEmpty()) {
            assertThat(again).isEqualTo(run.out().strip());
        }
        (grace.equals("0") ? ledger.ended(old) : ledger.live(old)).check(cli);
        return made;
    }

    private static String batch(Household first, Duration usual, Random random, Path folder) throws Exception {
        Household home = first.copy(folder);
        Run.Ended run =
                killed(folder, batchRun(folder, BATCH), usual.multipliedBy(3).dividedBy(2), random);
        Tool.assertQuiet(run);
        Ledger ledger = home.ledger();
        run.out().lines().filter(line -> line.length() == 55).forEach(ledger::live);
        ledger.check(home.cli());
        long made = count(home.cli(), "ci-*");
        assertThat(made).isIn(0L, (long) BATCH);
        Cli.Result again = home.cli()
                .run("generate", "--label-file", folder.resolve("labels").toString(), "-q");
        again.exits(made == 0 ? ExitCode.OK : ExitCode.CONFLICT);
        assertThat(count(home.cli(), "ci-*")).isEqualTo(BATCH);
        return outcome(run, made > 0);
    }

    private static Run batchRun(Path folder, int number) throws Exception {
        Path labels = Files.write(
                folder.resolve("labels"),
                IntStream.range(0, number).mapToObj(i -> "ci-" + i).toList());
        return Tool.run(folder, "generate", "--label-file", labels.toString(), "-q");
    }

    private static String firstRun(Duration usual, Random random, Path folder) throws Exception {
        Run.Ended run = killed(folder, Tool.run(folder, "generate", "--label", "new"), usual.multipliedBy(2), random);
        Tool.assertWhole(run);
        Cli cli = Household.cli(folder);
        boolean made =
                Files.exists(cli.database()) && !Sqlite.state(cli.database()).isBlank();
        Cli.Result again = cli.run("generate", "--label", "new");
        Ledger ledger = new Ledger();
        if (run.out().isEmpty()) {
            assertThat(again.exitCode()).as(again.err()).isIn(0, ExitCode.CONFLICT.number());
        } else {
            again.exits(ExitCode.CONFLICT);
            ledger.live(run.out().strip());
        }
        ledger.live(cli.run("generate", "--label", "second").exits(ExitCode.OK).line());
        ledger.check(cli);
        assertThat(cli.database().resolveSibling("apikeys.db.reserve")).exists();
        return outcome(run, made);
    }

    /**
     * Kills the tool while its journal exists, and deletes the journal. A half-written change then stays half-written.
     */
    private static String withoutJournal(Household first, Path folder) throws Exception {
        Household home = first.copy(folder);
        Path journal = journal(folder);
        Run.Ended run = Tool.killedGrowing(batchRun(folder, 4_000), home.cli().database());
        Files.deleteIfExists(journal);
        home.ledger().check(home.cli());
        return run.code() == Tool.KILLED ? "intact all the same" : "ended first";
    }

    /** Half of the kills are at a random moment; the others are while the tool writes, or soon after. */
    private static Run.Ended killed(Path folder, Run run, Duration usual, Random random) throws Exception {
        Run.Ended ended = random.nextBoolean()
                ? Tool.signalled(run, Tool.moment(usual, random), "KILL")
                : Tool.killedWriting(run, journal(folder), Duration.ofNanos(random.nextInt(60_000_000)));
        assertThat(ended.code())
                .as("how a killed run ends; it said %s", ended.err())
                .isIn(0, Tool.KILLED);
        return ended;
    }

    private static Path journal(Path folder) {
        return Household.cli(folder).database().resolveSibling("apikeys.db-journal");
    }

    private static String outcome(Run.Ended run, boolean made) {
        return run.code() == 0 ? "ended first" : made ? "killed after the commit" : "killed before";
    }

    private static long count(Cli cli, String label, String... filter) {
        String[] args = new String[filter.length + 4];
        System.arraycopy(new String[] {"list", label, "-o", "ids"}, 0, args, 0, 4);
        System.arraycopy(filter, 0, args, 4, filter.length);
        return cli.run(args).exits(ExitCode.OK).out().lines().count();
    }
}

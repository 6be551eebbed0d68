package com.smartonboarding.apikeys.torture.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.launcher.Installation;
import com.smartonboarding.apikeys.launcher.Run;
import com.smartonboarding.apikeys.torture.tool.Household;
import com.smartonboarding.apikeys.torture.tool.Ledger;
import com.smartonboarding.apikeys.torture.tool.Programs;
import com.smartonboarding.apikeys.torture.tool.Sqlite;
import com.smartonboarding.apikeys.torture.tool.Tool;
import com.smartonboarding.apikeys.torture.trial.Suite;
import com.smartonboarding.apikeys.torture.trial.Trials;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Makes the clock jump between commands. */
public final class ClockSuite implements Suite {
    private static final List<String> TIMES = List.of(
            "1969-12-31T23:59:59Z",
            "1970-01-01T00:00:00Z",
            "1980-01-01T00:00:00Z",
            "2025-11-25T12:00:00Z",
            "2036-02-07T06:28:16Z",
            "2038-01-19T03:14:08Z",
            "2106-02-07T06:28:16Z",
            "2262-04-12T00:00:00Z");

    @Override
    public String name() {
        return "clocks";
    }

    @Override
    public String promise() {
        return "Whatever the clock says (a year back, 1969, 2038, 2106, 2262, any jump): revoked tokens stay"
                + " revoked, tokens without an expiry do not expire, the trail keeps its order, and no age is"
                + " negative.";
    }

    @Override
    public void run(Trials trials) throws Exception {
        Household first = Household.furnish(trials.folder("home"), 0);
        trials.times("jumps between commands", 200, (i, random, folder) -> jumps(first, random, folder));
        if (Programs.present("faketime")) {
            trials.each(
                    "the machine's clock, by faketime", TIMES, (time, random, folder) -> machine(first, time, folder));
        } else {
            trials.skip("the machine's clock, by faketime", TIMES.size(), "faketime is not installed");
        }
    }

    private static String jumps(Household first, Random random, Path folder) throws Exception {
        Household home = first.copy(folder);
        List<Instant> times = new ArrayList<>();
        TIMES.forEach(time -> times.add(Instant.parse(time)));
        for (int i = 0; i < 4; i++) {
            times.add(Instant.now().plus(Duration.ofDays(random.nextInt(1_460) - 730)));
        }
        Collections.shuffle(times, random);
        Cli cli = new Cli(folder);
        List<String> live = new ArrayList<>(List.of(home.code("alpha"), home.code("delta")));
        List<String> ended = new ArrayList<>(List.of(home.code("gamma")));
        for (int i = 0; i < times.size(); i++) {
            cli.at(times.get(i));
            String label = "t" + i;
            String code = cli.run("generate", "-q", "--label", label)
                    .exits(ExitCode.OK)
                    .line();
            if (i % 3 == 0) {
                cli.run("revoke", label, "-y").exits(ExitCode.OK);
                ended.add(code);
            } else if (i % 3 == 1) {
                String next = cli.run("rotate", label, "-q", "--grace", "0", "-y")
                        .exits(ExitCode.OK)
                        .line();
                live.add(next);
                ended.add(code);
            } else {
                live.add(code);
            }
            check(cli, live, ended);
        }
        List<String> order = Sqlite.rows(cli.database(), "SELECT sequence FROM audit ORDER BY sequence");
        assertThat(order.get(order.size() - 1)).isEqualTo(order.size() + "|");
        return "right";
    }

    private static void check(Cli cli, List<String> live, List<String> ended) {
        cli.run("list", "-o", "json").exits(ExitCode.OK);
        String table = cli.atTerminal(200, "").run("list").exits(ExitCode.OK).out();
        assertThat(table).doesNotContainPattern("-\\d+ (second|minute|hour|day|week|month|year)");
        cli.inPipe();
        for (String code : live) {
            assertThat(Ledger.verify(cli, code)).as("live").isZero();
        }
        for (String code : ended) {
            assertThat(Ledger.verify(cli, code)).as("ended").isEqualTo(ExitCode.REJECTED_REVOKED.number());
        }
    }

    private static String machine(Household first, String time, Path folder) throws Exception {
        Household home = first.copy(folder);
        for (String command : List.of(
                "generate -q --label new",
                "list",
                "revoke new -y",
                "generate -q --label next",
                "rotate next -q",
                "history alpha")) {
            Run run = Run.of("faketime", time.replace('T', ' ').replace("Z", ""), Installation.LAUNCHER.toString())
                    .and(command.split(" ", -1))
                    .with("TZ", "UTC");
            Run.Ended ended = Tool.at(folder, run).end();
            assertThat(ended.code()).as("%s said %s", command, ended.err()).isZero();
        }
        home.ledger().check(home.cli());
        return "right";
    }
}

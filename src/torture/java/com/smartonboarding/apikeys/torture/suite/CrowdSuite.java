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
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Runs many processes at once on one database, kills some of them, and keeps a lock that is never released. */
public final class CrowdSuite implements Suite {
    private static final int PROCESSES = 16;

    @Override
    public String name() {
        return "crowd";
    }

    @Override
    public String promise() {
        return "With 16 processes at once, nothing is lost and nothing happens twice, even if others read and"
                + " some are killed. If a lock is never released, the exit code is 20 and nothing has changed.";
    }

    @Override
    public void run(Trials trials) throws Exception {
        Household first = Household.furnish(trials.folder("home"), 0);
        List<Integer> rounds = IntStream.range(0, 20).boxed().toList();
        trials.inTurn("16 writers", rounds, (i, random, folder) -> crowd(first, false, random, folder));
        trials.inTurn(
                "writers, readers and killers", rounds, (i, random, folder) -> crowd(first, true, random, folder));
        trials.times("an exclusive lock that is kept", 20, (i, random, folder) -> locked(first, folder));
    }

    private static String crowd(Household first, boolean cruel, Random random, Path folder) throws Exception {
        Household home = first.copy(folder);
        Map<String, Run.Started> writers = new TreeMap<>();
        List<Run.Started> readers = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            if (cruel && i % 2 == 0) {
                readers.add(Tool.run(folder, "list", "-o", "json").start());
            } else {
                String label = "w" + i;
                writers.put(
                        label,
                        Tool.run(folder, "generate", "-q", "--label", label).start());
            }
        }
        if (cruel) {
            Thread.sleep(random.nextInt(2_000));
            for (Run.Started writer : writers.values()) {
                if (random.nextInt(3) == 0 && writer.process().isAlive()) {
                    Tool.signal(writer.process(), "KILL");
                }
            }
        }
        Ledger ledger = home.ledger();
        int printed = 0;
        for (Map.Entry<String, Run.Started> writer : writers.entrySet()) {
            Run.Ended run = writer.getValue().end();
            assertThat(run.code()).as(run.err()).isIn(cruel ? List.of(0, Tool.KILLED) : List.of(0));
            Tool.assertWhole(run);
            if (!run.out().isEmpty()) {
                printed++;
                ledger.live(run.out().strip());
            }
        }
        for (Run.Started reader : readers) {
            Run.Ended run = reader.end();
            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.out()).startsWith("{").endsWith("}\n");
        }
        ledger.check(home.cli());
        List<String> order = Sqlite.rows(home.cli().database(), "SELECT sequence FROM audit ORDER BY sequence");
        assertThat(order.get(order.size() - 1)).isEqualTo(order.size() + "|");
        return printed == writers.size() ? "all printed in a round" : "some killed in a round";
    }

    private static String locked(Household first, Path folder) throws Exception {
        Household home = first.copy(folder);
        Cli cli = home.cli().waitingAtMost(Duration.ofMillis(200));
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + cli.database());
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");
            byte[] before = Files.readAllBytes(cli.database());
            for (String line : List.of(
                    "generate --label x",
                    "rotate alpha",
                    "revoke alpha -y",
                    "list",
                    "show alpha",
                    "admins list",
                    "relabel alpha x")) {
                Cli.Result result = cli.run(line.split(" ", -1)).exits(ExitCode.BUSY);
                assertThat(result.out()).isEmpty();
            }
            assertThat(Ledger.verify(cli, home.code("alpha"))).isEqualTo(ExitCode.BUSY.number());
            assertThat(Files.readAllBytes(cli.database())).isEqualTo(before);
            statement.execute("ROLLBACK");
        }
        home.ledger().check(cli);
        return "busy, and unchanged";
    }
}

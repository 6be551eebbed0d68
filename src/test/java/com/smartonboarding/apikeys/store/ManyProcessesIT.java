package com.smartonboarding.apikeys.store;

import static com.smartonboarding.apikeys.cli.Home.assertExit;
import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.Home;
import com.smartonboarding.apikeys.cli.Repeatedly;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.launcher.Forks.Alone;
import com.smartonboarding.apikeys.launcher.Installation;
import com.smartonboarding.apikeys.launcher.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Many processes use one database at once: nothing is lost, nothing happens twice, and no reader sees a half-done
 * change.
 */
@Alone // with other tests beside it, some of its processes would wait for the lock for more than 30 seconds
class ManyProcessesIT {
    private static final int PROCESSES = 16;
    private static final int TOKENS_EACH = 50;

    private final Home home;
    private final Cli cli;

    ManyProcessesIT(Home home) {
        this.home = home;
        cli = home.cli();
    }

    @Test
    void everyTokenOfSixteenProcessesIsKeptAndAuditedAndShownAgain() throws Exception {
        cli.run("init").exits(ExitCode.OK);
        List<Run.Started> started = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            started.add(Run.java(
                            Repeatedly.class.getName(),
                            cli.home().toString(),
                            "process" + i,
                            Integer.toString(TOKENS_EACH))
                    .within(Duration.ofMinutes(5))
                    .start());
        }
        List<String> printed = new ArrayList<>();
        for (Run.Started process : started) {
            Run.Ended run = process.end();
            assertExit(run, ExitCode.OK);
            assertThat(run.err()).isEmpty();
            printed.addAll(run.out().lines().toList());
        }

        int tokens = PROCESSES * TOKENS_EACH;
        assertThat(printed).hasSize(tokens).doesNotHaveDuplicates();
        assertThat(cli.run("list", "--status", "active", "-o", "ids")
                        .exits(ExitCode.OK)
                        .out()
                        .lines())
                .hasSize(tokens)
                .doesNotHaveDuplicates();
        assertThat(sequences(cli.database(), "action = 'generate'")).hasSize(tokens);
        assertThat(sequences(cli.database(), "true"))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, tokens + 1L).boxed().toList());
        for (int i = 0; i < tokens; i += tokens / 20) {
            String[] labelAndCode = printed.get(i).split(" ", -1);
            assertThat(cli.run("show", labelAndCode[0], "-q").exits(ExitCode.OK).line())
                    .isEqualTo(labelAndCode[1]);
        }
    }

    @Test
    void oneOfEightMakesTheDatabase() throws Exception {
        List<Run.Ended> runs = eight("init");

        assertThat(runs).extracting(Run.Ended::code).containsOnly(0, ExitCode.CONFLICT.number());
        assertThat(runs.stream().filter(run -> run.code() == 0)).hasSize(1);
        cli.run("generate", "--label", "demo").exits(ExitCode.OK);
        assertThat(cli.run("admins", "list").exits(ExitCode.OK).out().lines()).hasSize(1);
        assertThat(sequences(cli.database(), "action = 'init'")).hasSize(1);
    }

    @Test
    void eightFirstTokensAreAllKept() throws Exception {
        List<Run.Ended> runs = new ArrayList<>();
        List<Run.Started> started = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            started.add(home.on(Run.of(Installation.LAUNCHER, "generate", "--label", "first-" + i))
                    .start());
        }
        for (Run.Started process : started) {
            runs.add(process.end());
        }

        assertThat(runs).allSatisfy(run -> assertExit(run, ExitCode.OK));
        assertThat(cli.run("list", "-o", "ids").out().lines()).hasSize(8);
    }

    @Test
    void oneOfEightRevokesAndTheOthersFindItDone() throws Exception {
        cli.run("generate", "--label", "demo").exits(ExitCode.OK);

        List<Run.Ended> runs = eight("revoke", "demo", "--yes");

        assertThat(runs).allSatisfy(run -> assertExit(run, ExitCode.OK));
        assertThat(runs.stream().filter(run -> run.err().startsWith("Revoked demo (")))
                .hasSize(1);
        assertThat(runs.stream().filter(run -> run.err().contains("was already revoked")))
                .hasSize(7);
        assertThat(sequences(cli.database(), "action = 'revoke'")).hasSize(1);
    }

    private List<Run.Ended> eight(String... arguments) throws Exception {
        List<Run.Started> started = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            started.add(home.on(Run.of(Installation.LAUNCHER, arguments)).start());
        }
        List<Run.Ended> ended = new ArrayList<>();
        for (Run.Started process : started) {
            ended.add(process.end());
        }
        return ended;
    }

    @Test
    void ofTwoFilesWithTheSameLabelsOneIsMadeWhole() throws Exception {
        cli.run("init").exits(ExitCode.OK);
        List<Run.Started> started = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            started.add(home.bash("seq -f ci-%g 3000 | apikeys generate --label-file -")
                    .start());
        }
        List<Integer> codes = new ArrayList<>();
        for (Run.Started process : started) {
            Run.Ended run = process.end();
            codes.add(run.code());
            assertThat(run.out().lines()).hasSize(run.code() == 0 ? 3000 : 0);
        }

        assertThat(codes).containsExactlyInAnyOrder(0, ExitCode.CONFLICT.number());
        assertThat(cli.run("list", "-o", "ids").exits(ExitCode.OK).out().lines())
                .hasSize(3000);
    }

    @Test
    void whoIsKilledWhileMakingManyHasMadeNoneOrAll() throws Exception {
        cli.run("init").exits(ExitCode.OK);
        int none = 0;
        for (int attempt = 0; attempt < 8; attempt++) {
            String labels = "ci-" + attempt + "-%g";
            // Killed as soon as the journal shows that it writes, or a while later.
            home.bash("seq -f " + labels
                            + " 4000 >labels\n\"$LAUNCHER\" generate --label-file labels -q >/dev/null &\n"
                            + "until [ -e .local/share/apikeys/apikeys.db-journal ]; do kill -0 $! || break; done\n"
                            + "sleep 0." + attempt + "; kill -9 $!; wait $!; true")
                    .end();

            long made = cli.run("list", labels.replace("%g", "*"), "-o", "ids")
                    .exits(ExitCode.OK)
                    .out()
                    .lines()
                    .count();
            assertThat(made).isIn(0L, 4000L);
            none += made == 0 ? 1 : 0;
        }
        assertThat(none).as("how often it was killed in time").isPositive();
    }

    @Test
    void lockThatIsNotGivenUpIsBusyAndNothingChanges() throws Exception {
        cli.waitingAtMost(Duration.ofMillis(300));
        String code = cli.run("generate", "--label", "demo").exits(ExitCode.OK).line();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + cli.database());
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");
            byte[] before = Files.readAllBytes(cli.database());
            for (String line : List.of(
                    "generate --label other --request-id 1",
                    "rotate demo",
                    "rotate demo --status",
                    "revoke demo -y",
                    "revoke --label-glob * -y",
                    "revoke --label-glob * --dry-run",
                    "purge --revoked-before 1d -y",
                    "list",
                    "show demo")) {
                Cli.Result busy = cli.run(line.split(" ", -1)).exits(ExitCode.BUSY);
                assertThat(busy.out()).isEmpty();
                assertThat(busy.err()).endsWith("Try again, or wait longer with --wait.\n");
            }
            cli.inPipe(code).run("verify").exits(ExitCode.BUSY);
            assertThat(cli.inPipe(code)
                            .run("verify", "--stream")
                            .exits(ExitCode.OK)
                            .line())
                    .contains("\"valid\":null,\"result\":\"busy\"");
            cli.inPipe(code).run("scan", "-").exits(ExitCode.BUSY);
            assertThat(Files.readAllBytes(cli.database())).isEqualTo(before);
            statement.execute("ROLLBACK");
        }
        assertThat(cli.run("list", "--columns", "label,status").line()).isEqualTo("demo\tActive");
    }

    private static List<Long> sequences(Path database, String condition) throws Exception {
        List<Long> sequences = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT sequence FROM audit WHERE " + condition + " ORDER BY sequence")) {
            while (rows.next()) {
                sequences.add(rows.getLong(1));
            }
        }
        return sequences;
    }
}

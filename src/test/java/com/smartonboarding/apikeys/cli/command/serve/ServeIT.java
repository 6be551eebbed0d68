package com.smartonboarding.apikeys.cli.command.serve;

import static com.smartonboarding.apikeys.cli.Home.assertExit;
import static com.smartonboarding.apikeys.cli.JsonSchemas.assertValid;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.Home;
import com.smartonboarding.apikeys.cli.command.serve.RunningServer.Answer;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.identity.ProcessIds;
import com.smartonboarding.apikeys.launcher.Run;
import com.smartonboarding.apikeys.launcher.Skip;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code serve} as a process, from its start to its end, and curl, which asks it. */
class ServeIT {
    /** More answers than the access log keeps for a reader who does not read. */
    private static final int MANY = 12_000;

    private static final Path MANAGER =
            Path.of("src/test/resources/socket-activation.pl").toAbsolutePath();

    private final Home home;
    private final Cli cli;
    private final String code;

    ServeIT(Home home) {
        this.home = home;
        cli = home.cli().at(Instant.now());
        code = cli.run("generate", "--label", "ci", "--scope", "deploy")
                .exits(ExitCode.OK)
                .line();
    }

    @BeforeAll
    static void needsCurl() throws Exception {
        Skip.unlessInstalled("curl");
    }

    @Test
    void everyEndpointAnswersAndTheEndLosesNothing() throws Exception {
        String caller =
                cli.run("generate", "--label", "web", "--scope", "introspect").line();
        Run.Ended ended;
        try (RunningServer server = RunningServer.start(home, "--access-log", "--address-header", "X-Real-IP")) {
            Answer valid = server.ask("/verify?scope=deploy", code, "-H", "X-Real-IP: 203.0.113.9");
            assertThat(valid.status()).isEqualTo(204);
            assertThat(valid.head()).contains("X-Token-Label: ci", "X-Token-Scopes: deploy", "Cache-Control: no-store");
            assertThat(server.ask("/verify?scope=other", code, "-H", "X-Real-IP: 203.0.113.9")
                            .status())
                    .isEqualTo(403);
            assertThat(server.ask("/verify", "sok_wrong", "-H", "X-Real-IP: 203.0.113.9")
                            .status())
                    .isEqualTo(401);
            assertThat(server.ask("/verify", code).status())
                    .as("without an address")
                    .isEqualTo(400);
            assertThat(server.await("address_missing").get("message").getAsString())
                    .contains(" it has no header X-Real-IP (--address-header) with an address.");
            Path form = Files.writeString(home.folder().resolve("form"), "token=" + code);
            Answer introspected = server.ask("/introspect", caller, "--data", "@" + form);
            assertThat(introspected.body()).startsWith("{\"active\":true,\"scope\":\"deploy\",\"client_id\":\"ci\",");
            assertThat(server.ask("/healthz", null).body()).isEqualTo("ok\n");
            assertThat(server.ask("/readyz", null).body()).isEqualTo("ok\n");
            assertThat(server.ask("/metrics", null).body())
                    .contains("apikeys_answers_total{endpoint=\"verify\",result=\"valid\"} 1.0\n")
                    .contains("apikeys_accesses_pending 2.0\n");
            assertThat(server.ask("/else", null).status()).isEqualTo(404);

            ended = server.terminate();
            assertThat(server.socket()).doesNotExist();
        }

        assertExit(ended, ExitCode.OK);
        assertThat(cli.run("list", "ci", "--columns", "last_accessed,last_accessed_from")
                        .line())
                .matches("\\d{4}-.*Z\t(203\\.0\\.113\\.9)?");
        ended.err().lines().forEach(line -> assertValid("serve-event@1", line));
        assertThat(ended.err().lines().map(ServeIT::event))
                .containsExactly("started", "address_missing", "stopping", "stopped");
        ended.out().lines().forEach(line -> assertValid("serve-answer@1", line));
        assertThat(ended.out()
                        .lines()
                        .map(line -> JsonParser.parseString(line)
                                .getAsJsonObject()
                                .get("result")
                                .getAsString()))
                .containsExactly(
                        "valid", "lacks_scope", "malformed", "no_address", "valid", "ok", "ok", "ok", "not_found");
        assertThat(ended.out() + ended.err()).doesNotContainPattern("sok_[0-9A-Za-z]");
    }

    @Test
    void aRevocationCountsForTheNextQuestion() throws Exception {
        try (RunningServer server = RunningServer.start(home)) {
            assertThat(server.ask("/verify", code).status()).isEqualTo(204);

            cli.run("revoke", "ci", "-y").exits(ExitCode.OK);

            Answer rejected = server.ask("/verify", code);
            assertThat(rejected.status()).isEqualTo(401);
            assertThat(rejected.head()).contains("error=\"invalid_token\"");
        }
    }

    @Test
    void aLockedDatabaseIsAnswered503UntilItAnswers() throws Exception {
        try (Connection holder = lock(cli);
                RunningServer server = RunningServer.start(home, "--wait", "1s")) {
            Answer busy = server.ask("/verify", code);
            assertThat(busy.status()).isEqualTo(503);
            assertThat(busy.head()).contains("Retry-After: 1");
            assertThat(server.ask("/readyz", null).body()).isEqualTo("busy\n");
            assertThat(server.ask("/healthz", null).status()).isEqualTo(200);
            assertThat(server.await("database_fails").get("message").getAsString())
                    .startsWith("The database does not answer: Another process kept ");

            unlock(holder);
            server.await("database_answers");
            assertThat(server.ask("/readyz", null).status()).isEqualTo(200);
            assertThat(server.ask("/verify", code).status()).isEqualTo(204);
            assertThat(server.count("database_fails")).as("told once").isOne();
        }
    }

    @Test
    void theEndWaitsForALockAndRecordsTheAccess() throws Exception {
        try (RunningServer server = RunningServer.start(home, "--wait", "1s")) {
            assertThat(server.ask("/verify", code).status()).isEqualTo(204);
            try (Connection holder = lock(cli)) {
                server.signal("TERM");
                server.await("accesses_not_recorded");
                unlock(holder);
            }
            assertExit(server.terminate(), ExitCode.OK);
        }
        assertThat(cli.run("list", "ci", "--columns", "last_accessed").line()).endsWith("Z");
    }

    @Test
    void theEndIsBoundedAlthoughTheDatabaseStaysLocked() throws Exception {
        try (RunningServer server = RunningServer.start(home, "--wait", "45s", "--drain", "1s")) {
            assertThat(server.ask("/verify", code).status()).isEqualTo(204);
            try (Connection holder = lock(cli)) {
                long began = System.nanoTime();
                Run.Ended ended = server.terminate();

                assertThat(Duration.ofNanos(System.nanoTime() - began))
                        .as("it waits for the lock no longer than the end may take")
                        .isLessThan(Duration.ofSeconds(30));
                assertExit(ended, ExitCode.OK);
                assertThat(ended.err()).contains("Tokens whose last access is not recorded: 1.");
                unlock(holder);
            }
        }
    }

    @Test
    void ctrlCEndsItLikeSigterm() throws Exception {
        try (RunningServer server = RunningServer.start(home)) {
            server.signal("INT");
            assertThat(server.process().waitFor(50, TimeUnit.SECONDS)).isTrue();
            assertThat(server.process().exitValue()).isZero();
            assertThat(server.log()).last().asString().contains("\"event\":\"stopped\"");
        }
    }

    @Test
    void aReloadAnswersFromTheDatabaseThatTheSettingsNameNow() throws Exception {
        Path folder = Files.createDirectory(
                home.folder().resolve("other"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Cli other = new Cli(folder).at(Instant.now());
        String otherCode = other.run("generate", "--label", "other").line();
        try (RunningServer server = RunningServer.start(home)) {
            assertThat(server.ask("/verify", otherCode).status()).isEqualTo(401);
            assertThat(server.ask("/verify", code).status()).isEqualTo(204);

            cli.configure("database=" + other.database() + "\nkey-file=" + other.keyFile() + "\n");
            server.signal("HUP");
            assertThat(server.await("reloaded").get("message").getAsString())
                    .isEqualTo("The configuration was read again. Options need a restart.");
            assertThat(server.ask("/verify", otherCode).status()).isEqualTo(204);
            assertThat(server.ask("/verify", code).status()).isEqualTo(401);
            assertThat(cli.with("APIKEYS_DATABASE", cli.database().toString())
                            .with("APIKEYS_KEY_FILE", cli.keyFile().toString())
                            .run("list", "--columns", "last_accessed")
                            .line())
                    .as("the accesses of the database before are recorded")
                    .endsWith("Z");

            cli.configure("nonsense=1\n");
            server.signal("HUP");
            assertThat(server.await("reload_failed").get("message").getAsString())
                    .contains("the server goes on as before: ", "nonsense");
            assertThat(server.ask("/verify", otherCode).status()).isEqualTo(204);
        }
    }

    @Test
    void aSecondOneIsAConflictAndTheNextOneAfterACrashIsNot() throws Exception {
        try (RunningServer server = RunningServer.start(home)) {
            Run.Ended second = home.apikeys("serve", "--listen", server.socket().toString());
            assertExit(second, ExitCode.CONFLICT);
            assertThat(second.err()).startsWith("apikeys: Another process listens at ");
            assertThat(server.ask("/verify", code).status()).isEqualTo(204);

            server.signal("KILL");
            server.process().waitFor();
            assertThat(server.socket()).exists();
        }
        try (RunningServer next = RunningServer.start(home)) {
            assertThat(next.ask("/verify", code).status()).isEqualTo(204);
            assertExit(next.terminate(), ExitCode.OK);
        }
    }

    @Test
    void theNextOneStartsWhileTheOldOneFinishesWhatItHasBegun() throws Exception {
        try (RunningServer old = RunningServer.start(home, "--wait", "30s", "--drain", "30s")) {
            Connection holder = lock(cli);
            Run.Started begun = old.question("/verify", code).start();
            TimeUnit.SECONDS.sleep(1); // curl has connected, and the server waits for the database
            old.signal("TERM");
            old.await("stopping");

            try (RunningServer next = RunningServer.start(home, "--wait", "1s")) {
                assertThat(next.ask("/verify", code).status()).isEqualTo(503);
                assertThat(begun.process().isAlive()).isTrue();
                unlock(holder);
                holder.close();

                assertThat(RunningServer.answer(begun.end()).status()).isEqualTo(204);
                assertThat(old.process().waitFor(50, TimeUnit.SECONDS)).isTrue();
                assertThat(old.process().exitValue()).isZero();
                assertThat(next.socket()).exists();
                assertThat(next.ask("/verify", code).status()).isEqualTo(204);
            }
        }
    }

    @Test
    void aReaderOfTheLogWhoDoesNotReadStopsNoAnswer() throws Exception {
        String script = "mkfifo log && exec 3<>log && exec \"$LAUNCHER\" serve --listen \"$1\" --access-log >log";
        try (RunningServer server = RunningServer.startByBash(home, script)) {
            assertAnswers(server, MANY);

            assertThat(server.ask("/metrics", null).body()).doesNotContain("apikeys_log_lines_lost_total 0.0\n");
            assertExit(server.terminate(), ExitCode.OK);
        }
    }

    @Test
    void aReaderOfTheLogWhoIsGoneStopsNoAnswer() throws Exception {
        String script = "exec \"$LAUNCHER\" serve --listen \"$1\" --access-log > >(true)";
        try (RunningServer server = RunningServer.startByBash(home, script)) {
            assertAnswers(server, 100);

            assertExit(server.terminate(), ExitCode.OK);
        }
    }

    private static void assertAnswers(RunningServer server, int many) throws Exception {
        Run.Ended curl = server.question("/healthz?[1-" + many + "]", null, "-o", "/dev/null", "-w", "%{http_code}\n")
                .end();
        assertThat(curl.out().lines()).hasSize(many).containsOnly("200");
    }

    /** As systemd does it; see src/test/resources/socket-activation.pl. */
    @Test
    void aSocketFromTheServiceManagerIsServedOneAfterTheOther() throws Exception {
        Skip.unlessInstalled("perl");
        Skip.unlessInstalled("systemd-notify");
        try (RunningServer server = RunningServer.startByManager(home, MANAGER)) {
            server.awaitOutput("listening", 1);
            for (int turn = 1; turn <= 2; turn++) {
                assertThat(server.ask("/verify", code).status()).isEqualTo(204);
                server.awaitOutput("news READY=1", turn);
                String started = server.awaitOutput("started \\d+", turn);

                RunningServer.signal("TERM", Long.parseLong(started.replaceAll("\\D", "")));

                server.awaitOutput("news STOPPING=1", turn);
                server.awaitOutput("ended 0", turn);
                assertThat(server.socket()).as("it is the manager's").exists();
            }
        }
    }

    @Test
    void aSocketFromTheServiceManagerIsServedBesideThePlacesThatAreNamed() throws Exception {
        Skip.unlessInstalled("perl");
        String own = home.folder().resolve("own.sock").toString();
        String status = home.folder().resolve("status.sock").toString();
        String handedOver = home.folder().resolve("serve.sock").toString();
        for (String[] options : new String[][] {{"--listen", own}, {"--listen", own, "--listen", handedOver}}) {
            try (RunningServer server = RunningServer.startByManager(
                    home,
                    MANAGER,
                    Stream.of(options, new String[] {"--status-listen", status})
                            .flatMap(Stream::of)
                            .toArray(String[]::new))) {
                server.awaitOutput("listening", 1);

                assertThat(server.ask("/verify", code).status()).isEqualTo(204);
                assertThat(server.ask("/verify", code, "--unix-socket", own).status())
                        .isEqualTo(204);
                JsonObject started = server.await("started");
                assertThat(started.getAsJsonArray("listen"))
                        .extracting(JsonElement::getAsString)
                        .containsExactlyInAnyOrder(own, handedOver);
                assertThat(started.get("message").getAsString()).contains(" The status is at " + status + ".");
            }
            for (String left : new String[] {own, status, handedOver, handedOver + ".news"}) {
                Files.deleteIfExists(Path.of(left)); // the processes were killed
            }
        }
    }

    @Test
    void theConfigurationSaysHowLongRequestsWait() throws Exception {
        cli.configure("wait=10m\n");
        try (RunningServer server = RunningServer.start(home)) {
            Connection holder = lock(cli);
            Run.Started begun = server.question("/verify", code).start();
            TimeUnit.SECONDS.sleep(4); // longer than without the setting
            assertThat(begun.process().isAlive()).isTrue();
            unlock(holder);
            assertThat(RunningServer.answer(begun.end()).status()).isEqualTo(204);

            cli.configure("wait=0\n");
            server.signal("HUP");
            server.await("reloaded");
            holder.createStatement().execute("BEGIN EXCLUSIVE");
            assertThat(server.ask("/verify", code).status()).isEqualTo(503);
            unlock(holder);
            holder.close();
        }
    }

    @Test
    void itNeedsNoRole() throws Exception {
        cli.run("admins", "add", "3999999001").exits(ExitCode.OK);
        cli.run("admins", "remove", Long.toString(ProcessIds.read().effective()))
                .exits(ExitCode.OK);

        try (RunningServer server = RunningServer.start(home)) {
            assertThat(server.ask("/verify", code).status()).isEqualTo(204);
        }
    }

    @Test
    void withoutADatabaseOrWithAWrongKeyItDoesNotStart() throws Exception {
        Run.Ended missing = home.apikeys(
                "--database", home.folder().resolve("nothing").toString(), "serve", "--listen", "127.0.0.1:0");
        assertExit(missing, ExitCode.NOT_INITIALIZED);

        Cli other = new Cli(Files.createDirectory(home.folder().resolve("other")));
        other.run("init").exits(ExitCode.OK);
        Run.Ended wrong = home.apikeys("--key-file", other.keyFile().toString(), "serve", "--listen", "127.0.0.1:0");
        assertExit(wrong, ExitCode.WRONG_KEY);
        assertThat(wrong.out()).isEmpty();
    }

    private static String event(String line) {
        JsonObject object = JsonParser.parseString(line).getAsJsonObject();
        return object.get("event").getAsString();
    }

    /** Takes the lock of a writer who commits for a long time, in this process. */
    private static Connection lock(Cli locked) throws SQLException {
        Connection holder = DriverManager.getConnection("jdbc:sqlite:" + locked.database());
        holder.createStatement().execute("BEGIN EXCLUSIVE");
        return holder;
    }

    private static void unlock(Connection holder) throws SQLException {
        holder.createStatement().execute("ROLLBACK");
    }
}

package com.smartonboarding.apikeys.cli.command.token.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.Home;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.launcher.Installation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code verify --stream} while another process has the database locked, and while its answers are read slowly. */
class BusyStreamIT {
    /** As many answers as a pipe and the stream itself do not hold. */
    private static final int MANY = 3_000;

    private final Home home;
    private final Cli cli;
    private final String code;
    private final Connection other;
    private final List<Process> started = new ArrayList<>();

    BusyStreamIT(Home home) throws SQLException {
        this.home = home;
        cli = home.cli().at(Instant.now());
        code = cli.run("generate", "--label", "ci").exits(ExitCode.OK).line();
        other = DriverManager.getConnection("jdbc:sqlite:" + cli.database());
    }

    /** Takes the lock of a writer who commits for a long time, in this process. */
    private void lock() throws SQLException {
        try (Statement statement = other.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");
        }
    }

    private void unlock() throws SQLException {
        try (Statement statement = other.createStatement()) {
            statement.execute("ROLLBACK");
        }
    }

    @AfterEach
    void endAll() throws InterruptedException, SQLException {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
        other.close();
    }

    private final class Server {
        private final Process stream;
        private final Writer ask;
        private final BufferedReader hear;

        Server(String... options) throws IOException {
            List<String> command = new ArrayList<>(List.of(Installation.LAUNCHER.toString(), "verify", "--stream"));
            Collections.addAll(command, options);
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectError(messages().toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("XDG_") || name.startsWith("APIKEYS_"));
            builder.environment().put("HOME", home.folder().toString());
            stream = builder.start();
            started.add(stream);
            ask = stream.outputWriter(StandardCharsets.UTF_8);
            hear = stream.inputReader(StandardCharsets.UTF_8);
        }

        void say(String line) throws IOException {
            ask.write(line + "\n");
            ask.flush();
        }

        String hear() throws IOException {
            JsonObject answer =
                    JsonParser.parseString(String.valueOf(hear.readLine())).getAsJsonObject();
            return answer.get("result").getAsString() + " " + answer.get("request");
        }

        String ask(String line) throws IOException {
            say(line);
            return hear();
        }

        boolean hasOpened(Path file) throws IOException {
            try (Stream<Path> files = Files.list(Path.of("/proc/" + stream.pid() + "/fd"))) {
                return files.anyMatch(open -> leadsTo(open, file));
            }
        }

        /** Sends SIGTERM. The method of {@link Process} also closes the streams. */
        void terminate() {
            stream.toHandle().destroy();
        }

        /** The exit code after SIGTERM. */
        int terminated() throws InterruptedException {
            terminate();
            assertThat(stream.waitFor(1, TimeUnit.MINUTES)).as("it ends").isTrue();
            return stream.exitValue();
        }
    }

    private static boolean leadsTo(Path link, Path file) {
        try {
            return Files.readSymbolicLink(link).equals(file);
        } catch (IOException e) {
            return false; // it was closed meanwhile
        }
    }

    private Path messages() {
        return home.folder().resolve("messages");
    }

    private String json(int id) {
        return "{\"code\":\"%s\",\"id\":\"%d\"}".formatted(code, id);
    }

    private String lastAccessed() {
        return cli.at(Instant.now())
                .run("show", "ci", "--field", "last_accessed")
                .exits(ExitCode.OK)
                .out();
    }

    @Test
    void busyIsAnAnswerAndTheNextLineIsAnsweredAsUsual() throws Exception {
        Server server = new Server("--wait", "1s");
        assertThat(server.ask(code)).isEqualTo("valid null");
        lock();
        assertThat(server.ask(json(1))).isEqualTo("busy \"1\"");
        assertThat(server.ask(code)).isEqualTo("busy null");
        assertThat(server.ask("hello")).isEqualTo("malformed null");
        unlock();
        assertThat(server.ask(json(2))).isEqualTo("valid \"2\"");
        cli.run("revoke", "ci", "-y").exits(ExitCode.OK);
        lock();
        assertThat(server.ask(json(3))).isEqualTo("busy \"3\"");
        unlock();
        assertThat(server.ask(json(4))).isEqualTo("revoked \"4\"");
        server.ask.close();

        assertThat(server.stream.waitFor()).isZero();
        assertThat(Files.readString(messages()))
                .as("once for each lock")
                .matches("(Lines are answered with 'busy': Another process kept .*\n){2}");
    }

    @Test
    void linesThatWaitForALockTogetherAreAnsweredTogether() throws Exception {
        Server server = new Server("--wait", "4s");
        assertThat(server.ask(code)).isEqualTo("valid null");
        lock();
        long begin = System.nanoTime();
        for (int i = 0; i < 12; i++) {
            server.say(json(i));
            Thread.sleep(100); // each line is read alone
        }
        for (int i = 0; i < 12; i++) {
            assertThat(server.hear()).isEqualTo("busy \"" + i + "\"");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .as("not one wait after the other")
                .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(8));
        unlock();
        assertThat(server.ask(code)).isEqualTo("valid null");
    }

    @Test
    void streamStartsWhileTheDatabaseIsLocked() throws Exception {
        lock();
        Server server = new Server("--wait", "1s");
        assertThat(server.ask(json(1))).isEqualTo("busy \"1\"");
        unlock();
        assertThat(server.ask(json(2))).isEqualTo("valid \"2\"");
    }

    @Test
    void sigtermEndsItWellThoughTheDatabaseIsLocked() throws Exception {
        Server server = new Server("--wait", "10m");
        assertThat(server.ask(code)).isEqualTo("valid null");
        lock();
        Thread writer = new Thread(() -> {
            try {
                Thread.sleep(10_000);
                unlock();
            } catch (InterruptedException | SQLException e) {
                throw new AssertionError(e);
            }
        });
        for (int i = 0; i < 10; i++) {
            server.say(json(i));
            Thread.sleep(50);
        }
        writer.start();
        long begin = System.nanoTime();
        assertThat(server.terminated()).isZero();
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .as("it records the access as soon as it can")
                .isBetween(Duration.ofSeconds(8), Duration.ofSeconds(20));
        writer.join();

        for (int i = 0; i < 10; i++) {
            assertThat(server.hear()).isEqualTo("busy \"" + i + "\"");
        }
        assertThat(server.hear.readLine()).isNull();
        assertThat(lastAccessed()).startsWith("2");
    }

    @Test
    void sigtermEndsItWellWhileItWaitsToStart() throws Exception {
        lock();
        Server server = new Server("--wait", "10m");
        server.say(code);
        while (!server.hasOpened(cli.database())) {
            Thread.sleep(50);
        }

        assertThat(server.terminated()).isZero();
        assertThat(server.hear.readLine()).isNull();
        unlock();
    }

    @Test
    void slowReaderGetsAllAnswersAfterSigterm() throws Exception {
        Server server = new Server();
        assertThat(server.ask(code)).isEqualTo("valid null");
        Thread asking = new Thread(() -> {
            try {
                for (int i = 0; i < MANY; i++) {
                    server.say(json(i));
                }
            } catch (IOException e) {
                // the stream has ended
            }
        });
        asking.start();
        Thread.sleep(2000); // it has read what it reads before anybody takes an answer
        server.terminate();

        int answers = 0;
        for (String line = server.hear.readLine(); line != null; line = server.hear.readLine()) {
            assertThat(line).contains("\"valid\":true", "\"request\":\"" + answers + "\"");
            if (++answers % 200 == 0) {
                Thread.sleep(1000);
            }
        }
        asking.join();

        assertThat(server.stream.waitFor()).isZero();
        assertThat(answers).isBetween(1_000, MANY);
    }
}

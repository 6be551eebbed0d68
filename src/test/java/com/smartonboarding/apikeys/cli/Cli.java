package com.smartonboarding.apikeys.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.complete.TabQuery;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.identity.Accounts;
import com.smartonboarding.apikeys.identity.OwnProcess;
import com.smartonboarding.apikeys.identity.ProcessIds;
import com.smartonboarding.apikeys.output.terminal.Terminal;
import com.smartonboarding.apikeys.store.Anchor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Runs the whole tool in-process through its front door, on real files in its own home, with a clock that the test
 * sets. A test with a parameter of this type gets a tool with a fresh home.
 */
public final class Cli {
    /** The time at which every test begins. */
    public static final Instant START = Instant.parse("2026-11-23T09:00:00Z");

    private static final int HEAD_OF_MESSAGE = 4000;

    private final Path home;
    private final Map<String, String> environment = new HashMap<>();
    private Supplier<OwnProcess> process = OwnProcess::read;
    private Accounts accounts = new Accounts();
    private SecureRandom random = new SecureRandom();
    private Clock clock = Clock.fixed(START, ZoneOffset.UTC);
    private Terminal terminal = Terminal.NONE;
    private byte[] input = {};
    private Duration busyTimeout = Duration.ofSeconds(30);
    private final List<Duration> pauses = new ArrayList<>();
    private Runnable duringPause = () -> {};

    /** A tool with this home, which must be private. */
    public Cli(Path home) {
        this.home = home;
        environment.put("HOME", home.toString());
    }

    /** The result of a run. */
    public record Result(int exitCode, String out, String err) {
        /** Checks the exit code. On failure, the message shows what a user would have seen. */
        public Result exits(ExitCode expected) {
            assertThat(exitCode)
                    .as("exit code of a run that printed%n%s%nand said%n%s", head(out), head(err))
                    .isEqualTo(expected.number());
            return this;
        }

        /** The only line of standard output. */
        public String line() {
            assertThat(out).endsWith("\n");
            String line = out.substring(0, out.length() - 1);
            assertThat(line).doesNotContain("\n");
            return line;
        }

        private static String head(String text) {
            return text.substring(0, Math.min(text.length(), HEAD_OF_MESSAGE));
        }
    }

    public Result run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Result result = run(out, args);
        return new Result(result.exitCode(), out.toString(StandardCharsets.UTF_8), result.err());
    }

    /** Runs a command while another process locks the database, from the first byte on that this output gets. */
    public Result runLocking(OutputStream out, String... args) {
        waitingAtMost(Duration.ofMillis(200));
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + database());
                Statement statement = other.createStatement()) {
            return run(
                    new OutputStream() {
                        private boolean locked;

                        @Override
                        public void write(int b) throws IOException {
                            try {
                                locked = locked || !statement.execute("BEGIN EXCLUSIVE");
                            } catch (SQLException e) {
                                throw new AssertionError(e);
                            }
                            out.write(b);
                        }
                    },
                    args);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Runs with this standard output, which is then not part of the result. */
    public Result run(OutputStream out, String... args) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = new Application(host(out, err)).run(args);
        return new Result(exitCode, "", err.toString(StandardCharsets.UTF_8));
    }

    private Host host(OutputStream out, OutputStream err) {
        return new Host(
                environment,
                new ByteArrayInputStream(input),
                out,
                err,
                terminal,
                process,
                accounts,
                clock,
                () -> random,
                busyTimeout,
                time -> {
                    pauses.add(time);
                    duringPause.run();
                },
                null);
    }

    /** The answer to a TAB: the candidates of this kind that begin with the prefix. */
    public String complete(String kind, String prefix, String... database) {
        List<String> args = new ArrayList<>(List.of("__complete", kind, prefix));
        args.addAll(List.of(database));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new TabQuery(host(out, OutputStream.nullOutputStream())).answer(args.toArray(String[]::new));
        return out.toString(StandardCharsets.UTF_8);
    }

    /** The model of the whole command line, only for looking at it. */
    public static CommandLine model() {
        return new Application(new Host(
                        Map.of("HOME", "/nonexistent"),
                        InputStream.nullInputStream(),
                        OutputStream.nullOutputStream(),
                        OutputStream.nullOutputStream(),
                        Terminal.NONE,
                        OwnProcess::read,
                        new Accounts(),
                        Clock.fixed(START, ZoneOffset.UTC),
                        SecureRandom::new,
                        Duration.ZERO,
                        time -> {},
                        null))
                .commandLine();
    }

    /** The models of all commands, the tool itself first, and each command after its parent. */
    public static List<CommandSpec> commands() {
        List<CommandSpec> commands = new ArrayList<>(List.of(model().getCommandSpec()));
        for (int i = 0; i < commands.size(); i++) {
            Set.copyOf(commands.get(i).subcommands().values()).stream()
                    .map(CommandLine::getCommandSpec)
                    .filter(command -> !command.usageMessage().hidden())
                    .sorted(Comparator.comparing(CommandSpec::name))
                    .forEach(commands::add);
        }
        return commands;
    }

    /** The environment of the tool. */
    public Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    /** Sets an environment variable; null removes it. */
    public Cli with(String variable, @Nullable String value) {
        if (value == null) {
            environment.remove(variable);
        } else {
            environment.put(variable, value);
        }
        return this;
    }

    /**
     * Makes it the tool of alice, who has the uid 1041, wherever the test runs, and numbers the ids of tokens from this
     * number on. Only the files belong to the user who runs the test.
     */
    public Cli ofAlice(int firstId) {
        ProcessIds alice = new ProcessIds(1041, 1041, 1041, ProcessIds.read().filesystem());
        process = () -> new OwnProcess(alice, "alice", null, null);
        accounts = new Accounts(Path.of("/nonexistent"), Path.of("src/test/resources/passwd"), 1);
        random = new GuessableRandom(firstId);
        return this;
    }

    /** Sets the users of the machine. The user who runs the test keeps the name that the system gives. */
    public Cli with(Accounts users) {
        accounts = users;
        return this;
    }

    public Cli at(Instant time) {
        clock = Clock.fixed(time, ZoneOffset.UTC);
        return this;
    }

    /** Makes all three streams a terminal of this width, at which this text is typed. */
    public Cli atTerminal(int columns, String typed) {
        terminal = new Terminal(true, true, true, columns);
        input = typed.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    public Cli inPipe() {
        return inPipe("");
    }

    /** Makes no stream a terminal; standard input has this text. */
    public Cli inPipe(String text) {
        return inPipe(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Makes no stream a terminal; standard input has these bytes. */
    public Cli inPipe(byte[] bytes) {
        terminal = Terminal.NONE;
        input = bytes;
        return this;
    }

    public Cli waitingAtMost(Duration time) {
        busyTimeout = time;
        return this;
    }

    /** Does this work whenever the tool pauses, instead of waiting. */
    public Cli duringPause(Runnable work) {
        duringPause = work;
        return this;
    }

    /** How long the tool would have waited, one entry per pause. */
    public List<Duration> pauses() {
        return pauses;
    }

    /** The folder that contains everything. */
    public Path home() {
        return home;
    }

    /** Writes the user configuration. */
    public Cli configure(String text) throws IOException {
        Path configuration = keyFile().resolveSibling("apikeys.properties");
        Files.createDirectories(
                configuration.getParent(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(configuration, text);
        Files.setPosixFilePermissions(configuration, PosixFilePermissions.fromString("rw-------"));
        return this;
    }

    /** The default path of the database. */
    public Path database() {
        return home.resolve(".local/share/apikeys/apikeys.db");
    }

    /** The default path of the key file. */
    public Path keyFile() {
        return home.resolve(".config/apikeys/apikeys.key");
    }

    /** The anchor of the database at its default path. */
    public Path anchor() {
        return Anchor.file(keyFile(), database());
    }
}

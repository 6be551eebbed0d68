package com.smartonboarding.apikeys.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One run of a command as a process: {@code Run.of("ls", "-l").in(folder).end()}.
 *
 * <p>It gets the environment of the tests without the variables that the launcher reads ({@code JAVA_HOME} and the
 * like), an empty standard input, and a limit of two minutes.
 */
public final class Run {
    private final List<String> command;
    private final Map<String, String> environment = new HashMap<>(System.getenv());
    private Path folder = Path.of("").toAbsolutePath();
    private String input = "";
    private Duration timeout = Duration.ofMinutes(2);

    private Run(List<String> command) {
        this.command = command;
        for (String name : List.of(
                "JAVA_HOME", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH", "SUDO_UID")) {
            environment.remove(name);
        }
        environment.keySet().removeIf(name -> name.startsWith("APIKEYS_"));
    }

    public static Run of(Path program, String... arguments) {
        return of(program.toString(), arguments);
    }

    public static Run of(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(program);
        command.addAll(List.of(arguments));
        return new Run(command);
    }

    /**
     * The Java of the tests with their class path: a main class and its arguments, and before it any options of Java's.
     * It starts quickly rather than running fast.
     */
    public static Run java(String... arguments) {
        return of(System.getProperty("java.home") + "/bin/java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
                .and("--enable-native-access=ALL-UNNAMED", "-Dapikeys.native=" + System.getProperty("apikeys.native"))
                .and("-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")))
                .and(arguments);
    }

    /** A run of shell code, in which {@code $1}, {@code $2} ... are the arguments. */
    public static Run shell(String script, String... arguments) {
        return of("/bin/sh", "-c", script, "sh").and(arguments);
    }

    /** Adds arguments. */
    public Run and(String... arguments) {
        command.addAll(List.of(arguments));
        return this;
    }

    public Run with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    public Run without(String name) {
        environment.remove(name);
        return this;
    }

    public Run in(Path workingFolder) {
        folder = workingFolder;
        return this;
    }

    public Run input(String text) {
        input = text;
        return this;
    }

    public Run within(Duration limit) {
        timeout = limit;
        return this;
    }

    /** Starts the process without waiting for it. */
    public Started start() throws IOException {
        Path streams = Files.createTempDirectory("run");
        Path in = Files.writeString(streams.resolve("in"), input);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(in.toFile())
                .redirectOutput(streams.resolve("out").toFile())
                .redirectError(streams.resolve("err").toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new Started(builder.start(), streams, timeout, command);
    }

    /** Runs to the end. A process that still runs after the timeout is killed, and that is a failure. */
    public Ended end() throws IOException, InterruptedException {
        return start().end();
    }

    /** A process that is running. */
    public record Started(Process process, Path streams, Duration timeout, List<String> command) {
        public Ended end() throws IOException, InterruptedException {
            try {
                boolean ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
                if (!ended) {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly().waitFor();
                    throw new AssertionError("%s did not end within %s. It said:%n%s%n%s"
                            .formatted(command, timeout, read("out"), read("err")));
                }
                return new Ended(process.exitValue(), read("out"), read("err"));
            } finally {
                for (String name : List.of("in", "out", "err")) {
                    Files.deleteIfExists(streams.resolve(name));
                }
                Files.deleteIfExists(streams);
            }
        }

        private String read(String name) throws IOException {
            return Files.readString(streams.resolve(name), StandardCharsets.UTF_8);
        }
    }

    /** The exit code and output of a process. */
    public record Ended(int code, String out, String err) {}
}

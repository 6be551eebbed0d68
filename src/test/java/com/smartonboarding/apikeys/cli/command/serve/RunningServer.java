package com.smartonboarding.apikeys.cli.command.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.smartonboarding.apikeys.cli.Home;
import com.smartonboarding.apikeys.launcher.Installation;
import com.smartonboarding.apikeys.launcher.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The packaged tool that runs {@code serve} at a socket in its home, and questions to it by curl. */
final class RunningServer implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Home home;
    private final Path socket;
    private final Run.Started run;

    /**
     * An answer.
     *
     * @param head the status line and the header lines
     */
    record Answer(String head, String body) {
        int status() {
            return Integer.parseInt(head.split(" ", 3)[1]);
        }
    }

    private RunningServer(Home home, Path socket, Run.Started run) {
        this.home = home;
        this.socket = socket;
        this.run = run;
    }

    /** Starts it, with these options besides the socket, and waits until it serves. */
    static RunningServer start(Home home, String... options) throws Exception {
        return startBy(
                home,
                Run.of(
                                Installation.LAUNCHER,
                                "serve",
                                "--listen",
                                socketIn(home).toString())
                        .and(options));
    }

    /** Starts it by bash code that must become {@code "$LAUNCHER" serve --listen "$1"}. */
    static RunningServer startByBash(Home home, String script) throws Exception {
        return startBy(home, home.bash(script, socketIn(home).toString()));
    }

    /** Starts a program that listens at the socket, and starts servers for those who connect. */
    static RunningServer startByManager(Home home, Path program, String... options) throws Exception {
        return new RunningServer(
                home,
                socketIn(home),
                home.on(Run.of(program, socketIn(home).toString(), Installation.LAUNCHER.toString(), "serve")
                                .and(options))
                        .within(LONGEST)
                        .start());
    }

    private static RunningServer startBy(Home home, Run run) throws Exception {
        RunningServer server = new RunningServer(
                home,
                socketIn(home),
                home.on(run).within(LONGEST).without("NOTIFY_SOCKET").start());
        server.await("started");
        return server;
    }

    private static Path socketIn(Home home) {
        return home.folder().resolve("serve.sock");
    }

    Path socket() {
        return socket;
    }

    Process process() {
        return run.process();
    }

    /** What was logged, line by line. */
    List<String> log() throws IOException {
        String text = Files.readString(run.streams().resolve("err"));
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    /** Standard output, line by line. */
    List<String> output() throws IOException {
        String text = Files.readString(run.streams().resolve("out"));
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    /** Waits until an event is logged, and returns the last such line. */
    JsonObject await(String event) throws Exception {
        long began = System.nanoTime();
        while (System.nanoTime() - began < LONGEST.toNanos()) {
            List<JsonObject> found = events(event).toList();
            if (!found.isEmpty()) {
                return found.get(found.size() - 1);
            }
            assertThat(run.process().isAlive())
                    .as("alive, with the log %s", log())
                    .isTrue();
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new AssertionError(event + " is not in " + log());
    }

    private Stream<JsonObject> events(String event) throws IOException {
        return log().stream()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .filter(line -> line.get("event").getAsString().equals(event));
    }

    /** Waits until standard output has a line that matches, for so many times, and returns the last one. */
    String awaitOutput(String pattern, int times) throws Exception {
        long began = System.nanoTime();
        while (System.nanoTime() - began < LONGEST.toNanos()) {
            List<String> found =
                    output().stream().filter(line -> line.matches(pattern)).toList();
            if (found.size() == times) {
                return found.get(times - 1);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new AssertionError(pattern + " is not " + times + " times in " + output() + " beside " + log());
    }

    /** How often an event was logged. */
    long count(String event) throws IOException {
        return events(event).count();
    }

    /** The answer to a question that presents this code, if there is one. */
    Answer ask(String path, @Nullable String code, String... curlOptions) throws Exception {
        return answer(question(path, code, curlOptions).end());
    }

    /** The answer that curl got. */
    static Answer answer(Run.Ended curl) {
        assertThat(curl.code()).as(curl.err()).isZero();
        int end = curl.out().indexOf("\r\n\r\n");
        return new Answer(curl.out().substring(0, end), curl.out().substring(end + 4));
    }

    /** A run of curl that asks, at this socket. */
    Run question(String path, @Nullable String code, String... curlOptions) {
        Run curl = Run.of("curl", "-sS", "-i", "--max-time", "50", "--unix-socket", socket.toString())
                .and(curlOptions);
        if (code != null) {
            curl.and("-H", "@-").input("Authorization: Bearer " + code + "\n"); // a code is never an argument
        }
        return home.on(curl.and("http://localhost" + path));
    }

    void signal(String name) throws Exception {
        signal(name, run.process().pid());
    }

    static void signal(String name, long pid) throws Exception {
        assertThat(Run.of("kill", "-" + name, Long.toString(pid)).end().code()).isZero();
    }

    /** Sends SIGTERM, and returns how the server ended, with all that it wrote. */
    Run.Ended terminate() throws Exception {
        signal("TERM");
        return run.end();
    }

    @Override
    public void close() {
        run.process().descendants().forEach(ProcessHandle::destroyForcibly);
        run.process().destroyForcibly().onExit().join();
    }
}

package com.smartonboarding.apikeys.server.load;

import static com.smartonboarding.apikeys.launcher.Installation.LAUNCHER;
import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Home;
import com.smartonboarding.apikeys.launcher.Run;
import com.smartonboarding.apikeys.launcher.Skip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** The packaged {@code serve} as a process, at a Unix socket. */
final class ServeProcess implements AutoCloseable {
    /**
     * Keeps a socket open as systemd does, and starts a command with it as standard input, and again whenever the
     * command has ended. After SIGTERM it ends with the exit code of the last command.
     */
    private static final String SOCKET_UNIT = """
            use strict;
            use Errno;
            use Socket;
            my ($path, @command) = @ARGV;
            socket(my $socket, PF_UNIX, SOCK_STREAM, 0) or die $!;
            bind($socket, pack_sockaddr_un($path)) or die $!;
            listen($socket, 128) or die $!;
            open(STDIN, '<&', $socket) or die $!;
            my ($ending, $child);
            $SIG{TERM} = sub { $ending = 1; kill 'TERM', $child };
            until ($ending) {
              $child = fork;
              exec @command unless $child;
              while (waitpid($child, 0) < 0) { die $! unless $!{EINTR} }
              die 'ended with ', $? >> 8 if $?;
            }
            """;

    private final Run.Started run;
    private final Path socket;

    private ServeProcess(Run.Started run, Path socket) {
        this.run = run;
        this.socket = socket;
    }

    static ServeProcess start(Home home, String... options) throws IOException {
        Path socket = home.folder().resolve("serve.sock");
        Run command = Run.of(LAUNCHER, "serve", "--listen", socket.toString()).and(options);
        return new ServeProcess(home.on(command).within(Duration.ofMinutes(1)).start(), socket);
    }

    /** Starts it by a stand-in of systemd, which keeps its socket open and starts it again when it has ended. */
    static ServeProcess activated(Home home, String... options) throws IOException {
        Skip.unlessInstalled("perl");
        Path socket = home.folder().resolve("serve.sock");
        Run command = Run.of("perl", "-e", SOCKET_UNIT, socket.toString())
                .and(LAUNCHER.toString(), "serve", "--listen", "inherited")
                .and(options);
        return new ServeProcess(home.on(command).within(Duration.ofMinutes(1)).start(), socket);
    }

    Path socket() {
        return socket;
    }

    /** Waits until it lets this code in. */
    ServeProcess awaitAnswers(String code) throws InterruptedException, IOException {
        long begin = System.nanoTime();
        try (Asker asker = new Asker(socket)) {
            while (asker.ask(code) != 204) {
                assertThat(run.process().isAlive()).as(log()).isTrue();
                assertThat(Duration.ofNanos(System.nanoTime() - begin))
                        .as(log())
                        .isLessThan(Duration.ofMinutes(1));
                Thread.sleep(20);
            }
        }
        return this;
    }

    /** What it has written, whose only output are logs. */
    String log() throws IOException {
        return Files.readString(run.streams().resolve("out"))
                + Files.readString(run.streams().resolve("err"));
    }

    /** The most memory that it has had in its storage so far, in MiB. */
    long mostMemory() throws IOException {
        Path status = Path.of("/proc/" + run.process().pid() + "/status");
        try (Stream<String> lines = Files.lines(status, StandardCharsets.ISO_8859_1)) {
            String line =
                    lines.filter(each -> each.startsWith("VmHWM:")).findFirst().orElseThrow();
            return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024;
        }
    }

    /** Sends SIGTERM to what the stand-in of systemd has started. */
    void restart() {
        ProcessHandle served = run.process().children().findFirst().orElseThrow();
        served.destroy();
        served.onExit().join();
    }

    /** Sends SIGTERM, and returns what it has written to the end. */
    String end() throws Exception {
        run.process().toHandle().destroy();
        Run.Ended ended = run.end();
        assertThat(ended.code()).as(ended.err()).isZero();
        return ended.out() + ended.err();
    }

    @Override
    public void close() {
        run.process().descendants().forEach(ProcessHandle::destroyForcibly);
        run.process().destroyForcibly();
    }
}

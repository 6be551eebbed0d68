package com.smartonboarding.apikeys.cli.help;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Home;
import com.smartonboarding.apikeys.launcher.Installation;
import com.smartonboarding.apikeys.launcher.Run;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A window of tmux that runs a script. Tmux is a real terminal emulator with its own notion of character widths. */
final class Screen implements AutoCloseable {
    private final Home home;
    private final String socket;

    /** Opens a window of this width and runs shell code in it, in the home; {@code $LAUNCHER} is the tool. */
    Screen(Home home, int width, String environment, String script) throws Exception {
        this.home = home;
        this.socket = home.folder().resolve("tmux").toString();
        String line = "export HOME='" + home.folder() + "' LAUNCHER='" + Installation.LAUNCHER + "' " + environment
                + "; cd; " + script;
        Run.Ended started = home.on(Run.of("tmux", "-S", socket, "-u", "-f", "/dev/null", "new-session", "-d"))
                .and("-x", Integer.toString(width), "-y", "60", "exec sh -c \"$SCRIPT\"")
                .with("SCRIPT", line)
                .with("LC_ALL", "C.UTF-8")
                .with("TERM", "xterm-256color")
                .without("TMUX")
                .end();
        assertThat(started.code()).as(started.err()).isZero();
    }

    /** Waits until the script has made a file. */
    void await(String name) throws Exception {
        Path file = home.folder().resolve(name);
        Instant end = Instant.now().plus(Duration.ofMinutes(1));
        while (!Files.exists(file)) {
            assertThat(Instant.now()).as("%s on the screen:%n%s", name, lines()).isBefore(end);
            Thread.sleep(50);
        }
    }

    /** The lines of the window as tmux shows them, without empty ones at the end. */
    List<String> lines() throws Exception {
        return capture("-p");
    }

    /** The same, with lines joined that were too wide for the window. */
    List<String> joined() throws Exception {
        return capture("-pJ");
    }

    private List<String> capture(String how) throws Exception {
        return tmux("capture-pane", how)
                .out()
                .stripTrailing()
                .lines()
                .map(String::stripTrailing)
                .toList();
    }

    private Run.Ended tmux(String... arguments) throws IOException, InterruptedException {
        return home.on(Run.of("tmux", "-S", socket, "-u"))
                .and(arguments)
                .with("LC_ALL", "C.UTF-8")
                .end();
    }

    @Override
    public void close() throws IOException {
        try {
            tmux("kill-server");
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }
}

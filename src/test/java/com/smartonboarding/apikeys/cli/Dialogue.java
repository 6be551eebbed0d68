package com.smartonboarding.apikeys.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.launcher.Installation;
import com.smartonboarding.apikeys.launcher.Run;
import com.smartonboarding.apikeys.launcher.Skip;
import java.nio.file.Files;
import java.time.Duration;

/** Commands of the packaged tool in a real pseudo-terminal of this width, in which expect types the keys. */
public final class Dialogue {
    /**
     * The command runs in a shell that tells how the terminal was set before and after it, and that shows a prompt of
     * its own at the end.
     */
    private static final String SCRIPT = """
            set timeout 90
            set stty_init "rows 24 columns %d"
            spawn -noecho bash -c "trap : INT; stty -a >before; $env(COMMAND); echo $? >status; stty -a >after; printf 'shell> '"
            %s
            expect eof {} timeout { exit 8 }
            """;

    private final Home home;
    private final int columns;

    /** Skips the test where expect is not installed. */
    public Dialogue(Home home, int columns) {
        Skip.unlessInstalled("expect");
        this.home = home;
        this.columns = columns;
    }

    /** What the screen shows after a command, in which {@code $LAUNCHER} is the tool, that asks for nothing. */
    public String type(String command) throws Exception {
        return run(command, "");
    }

    /** The same for a command that gets these keys when the end of the screen matches the pattern. */
    public String type(String command, String pattern, String keys) throws Exception {
        return run(command, "expect -re {" + pattern + "} {} timeout { exit 9 }\nsend \"" + keys + "\"");
    }

    /** The same for a command that gets these keys after some seconds, whatever the screen shows. */
    public String typeAfter(int seconds, String command, String keys) throws Exception {
        return run(command, "sleep " + seconds + "\nsend \"" + keys + "\"");
    }

    /** The exit code of the last command. */
    public String status() throws Exception {
        return Files.readString(home.folder().resolve("status")).strip();
    }

    private String run(String command, String keys) throws Exception {
        Run.Ended run = home.on(Run.of("expect", "-c", SCRIPT.formatted(columns, keys)))
                .with("COMMAND", command)
                .with("LAUNCHER", Installation.LAUNCHER.toString())
                .with("TERM", "xterm-256color")
                .within(Duration.ofMinutes(5))
                .end();
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(home.folder().resolve("after"))
                .usingCharset(UTF_8)
                .hasSameTextualContentAs(home.folder().resolve("before"), UTF_8);
        assertThat(run.out()).doesNotContain("Exception");
        return run.out();
    }
}

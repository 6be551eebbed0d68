package com.smartonboarding.apikeys.cli;

import static com.smartonboarding.apikeys.launcher.Installation.LAUNCHER;
import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.launcher.Run;
import java.nio.file.Path;

/** The packaged tool, run as a process with this folder as its home: the front door from outside. */
public record Home(Path folder) {
    /** Runs the tool once, without a shell. */
    public Run.Ended apikeys(String... arguments) throws Exception {
        return on(Run.of(LAUNCHER, arguments)).end();
    }

    /** Runs bash code in which {@code apikeys} is the tool and {@code $1}, {@code $2} ... are the arguments. */
    public Run bash(String script, String... arguments) {
        return on(Run.of("bash", "-c", "apikeys() { \"$LAUNCHER\" \"$@\"; }\n" + script, "bash")
                        .and(arguments))
                .with("LAUNCHER", LAUNCHER.toString());
    }

    /** Sets this home for a run, so that it cannot reach a real user's tokens. */
    public Run on(Run run) {
        return run.with("HOME", folder.toString())
                .without("XDG_DATA_HOME")
                .without("XDG_CONFIG_HOME")
                .without("NO_COLOR")
                .without("CLICOLOR_FORCE")
                .without("FORCE_COLOR")
                .in(folder);
    }

    /** The tool in-process with the same home. */
    public Cli cli() {
        return new Cli(folder);
    }

    public static void assertExit(Run.Ended run, ExitCode expected) {
        assertThat(run.code())
                .as("exit code of a run that printed%n%s%nand said%n%s", run.out(), run.err())
                .isEqualTo(expected.number());
    }
}

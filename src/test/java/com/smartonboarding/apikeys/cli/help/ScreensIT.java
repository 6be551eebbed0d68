package com.smartonboarding.apikeys.cli.help;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.Home;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.launcher.Installation;
import com.smartonboarding.apikeys.launcher.Run;
import com.smartonboarding.apikeys.launcher.Skip;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The screens of {@link ScreensTest} in a terminal emulator that counts widths itself, and the same commands in a pipe.
 */
class ScreensIT {
    /** Terminals disagree about the widths of skin tones, text characters shown as emoji, and keycaps. */
    private static final String DISPUTED = "hand 👍🏽 heart ❤\ufe0f key 1\ufe0f⃣";

    private static final String COMMANDS = "\"$LAUNCHER\" %s; touch shown; "
            + "until [ -e wipe ]; do sleep 0.1; done; cat wipe; touch wiped; sleep 100";

    private final Home home;

    ScreensIT(Home home) {
        this.home = home;
        Cli cli = home.cli().at(Instant.now().minus(Duration.ofDays(500)));
        for (String label : ScreensTest.LABELS) {
            cli.run("generate", "--label", label, "--description", label).exits(ExitCode.OK);
        }
        cli.run("generate", "--label", DISPUTED).exits(ExitCode.OK);
        cli.run("rotate", "ci-deploy", "--grace", "2d").exits(ExitCode.OK);
        cli.run("generate", "--label", "gone").exits(ExitCode.OK);
        cli.run("revoke", "gone", "-y").exits(ExitCode.OK);
    }

    @ParameterizedTest
    @CsvSource({
        "40, list [^h]*, NO_COLOR=1",
        "80, list [^h]*, NO_COLOR=1",
        "200, list [^h]*, NO_COLOR=1",
        "40, list, COLORTERM=",
        "80, list, COLORTERM=",
        "200, list, COLORTERM=",
        "80, 'list --columns id,label,description,scopes,created_by,status', COLORTERM=",
        "60, 'list --columns label,description,status,created', COLORTERM=",
        "40, rotate ci-deploy --status, COLORTERM="
    })
    void noLineIsTooWideAndEveryStatusIsBelowItsHeading(int width, String command, String environment)
            throws Exception {
        Skip.unlessInstalled("tmux");
        try (Screen screen =
                new Screen(home, width, environment, COMMANDS.formatted(command.replace("[^h]*", "'[^h]*'")))) {
            screen.await("shown");
            List<String> lines = screen.lines();
            assertThat(screen.joined())
                    .as("lines that did not go on in the next")
                    .isEqualTo(lines);
            int status = lines.get(0).indexOf("STATUS");
            assertThat(status).as(lines.toString()).isPositive();
            long rows = lines.stream()
                    .filter(line -> line.matches(".*(Active|Expired|Revoked).*"))
                    .count();
            assertThat(rows).isGreaterThan(1);

            StringBuilder wipe = new StringBuilder();
            for (int row = 2; row <= rows + 1; row++) {
                wipe.append("\u001b[%d;1H\u001b[%dX".formatted(row, status));
            }
            Files.writeString(home.folder().resolve("wipe.new"), wipe);
            Files.move(home.folder().resolve("wipe.new"), home.folder().resolve("wipe"));
            screen.await("wiped");

            assertThat(screen.lines().subList(1, (int) rows + 1))
                    .as("what is left of %s", lines)
                    .allSatisfy(line -> assertThat(line).matches(" {" + status + "}(Active|Expired|Revoked)\\b.*"));
        }
    }

    @ParameterizedTest
    @CsvSource({"40", "80", "200"})
    void longTextsAreBrokenBetweenWordsAndTheCodeIsInOnePiece(int width) throws Exception {
        Skip.unlessInstalled("tmux");
        String script =
                "\"$LAUNCHER\" show --no-code x̂ş̌' combining'; clear; \"$LAUNCHER\" show ci-deploy 2>talk; touch shown; sleep 100";
        try (Screen screen = new Screen(home, width, "COLORTERM=", script)) {
            screen.await("shown");

            assertThat(screen.joined())
                    .filteredOn(line -> line.matches("sok_\\w{12}_\\w{38}"))
                    .hasSize(1);
            assertThat(screen.lines())
                    .filteredOn(line -> !line.matches("\\w+"))
                    .isEqualTo(screen.joined().stream()
                            .filter(line -> !line.startsWith("sok_"))
                            .toList());
        }
    }

    @Test
    void inAPipeTheWindowMakesNoDifference() throws Exception {
        Skip.unlessInstalled("script");
        String commands = "for c in 'list' 'list -o table' 'list --columns label,description,created_by' 'admins list'"
                + " 'rotate ci-deploy --status' 'show ci-deploy --no-code' 'revoke --label-glob * --dry-run'; do"
                + " set -f; \"$LAUNCHER\" $c; done 2>/dev/null";
        Run.Ended piped = home.on(Run.shell(commands))
                .with("LAUNCHER", Installation.LAUNCHER.toString())
                .with("COLUMNS", "30")
                .end();
        assertThat(piped.out()).contains("longest-label-" + "x".repeat(114)).doesNotContain("\u001b", "\u200e", "…");
        for (int width : new int[] {20, 40, 80, 200}) {
            Run.Ended inWindow = home.on(Run.of(
                            "script", "-qec", "stty columns " + width + "; { " + commands + "; } >piped", "/dev/null"))
                    .with("LAUNCHER", Installation.LAUNCHER.toString())
                    .with("TERM", "xterm-256color")
                    .end();
            assertThat(inWindow.code()).as(inWindow.out()).isZero();
            assertThat(Files.readString(home.folder().resolve("piped")))
                    .as("at %d columns", width)
                    .isEqualTo(piped.out());
        }
    }
}

package com.smartonboarding.apikeys.cli.help;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.GoldenTest;
import com.smartonboarding.apikeys.cli.Homes;
import com.smartonboarding.apikeys.cli.Transcript;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole screens in windows of three widths, with and without colour, compared with stored files as in
 * {@link GoldenTest}.
 */
class ScreensTest {
    /**
     * Wide characters, emoji, a flag, marks that NFC cannot compose, Hebrew, Arabic, and the longest possible label.
     */
    static final List<String> LABELS = List.of(
            "ci-deploy",
            "東京の本番環境へのデプロイ用トークン",
            "party 🎉🇩🇪 team",
            "x\u0302\u015f\u030c combining",
            "שלום עולם",
            "مرحبا بالعالم",
            "longest-label-" + "x".repeat(114));

    private static final String ESCAPES = "\\\\e\\[[0-9;]*[mG]";

    @TempDir
    private static Path furnished;

    @TempDir
    private Path home;

    @BeforeAll
    static void tokensWithAllKindsOfLabels() {
        Cli cli = new Cli(furnished).ofAlice(0).at(Cli.START.minus(Duration.ofDays(30)));
        String code = cli.run(
                        "generate",
                        "--label",
                        LABELS.get(0),
                        "--description",
                        "Deploys the whole estate from the build server, every night and on each release",
                        "--scope",
                        "deploy",
                        "--scope",
                        "read",
                        "--expires-in",
                        "42d")
                .line();
        for (int i = 1; i < LABELS.size(); i++) {
            cli.at(Cli.START.minus(Duration.ofDays(30 - i)));
            cli.run("generate", "--label", LABELS.get(i), "--description", LABELS.get(i), "--expires-in", 38 + i + "d")
                    .exits(ExitCode.OK);
        }
        cli.at(Cli.START.minus(Duration.ofDays(20)));
        cli.run("generate", "--label", "trial", "--expires-in", "10d").exits(ExitCode.OK);
        cli.at(Cli.START.minus(Duration.ofDays(19)));
        cli.run("generate", "--label", "gone").exits(ExitCode.OK);
        cli.run("revoke", "gone", "-y", "--reason", "nobody knew what it was for any more")
                .exits(ExitCode.OK);
        cli.at(Cli.START.minus(Duration.ofDays(18)));
        cli.run("generate", "--label", "web").exits(ExitCode.OK);
        cli.at(Cli.START.minus(Duration.ofDays(2)));
        cli.run("rotate", "web", "--grace", "9d").exits(ExitCode.OK);
        cli.at(Cli.START.minus(Duration.ofMinutes(2))).inPipe(code + "\n");
        cli.run("verify", "--from", "192.0.2.7").exits(ExitCode.OK);
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 80, 200})
    void screens(int width) throws IOException {
        Path empty = Files.createDirectory(home.resolve("empty"));
        Homes.copy(furnished, home);
        Transcript runs = new Transcript(home, 20).typing(width, "");
        runs.run("list").run("list --color always").run("list --columns id,label,description,scopes,status --limit 5");
        runs.run("show ci-deploy").run("show gone --no-code --color always").run("rotate web --status");
        runs.typing(width, "n\n").run("revoke ci-deploy");
        runs.typing(width, "n\n").run("revoke", LABELS.get(6), "--color", "never");
        runs.typing(width, "n\n").run("revoke --label-glob * --color always").typing(width, "");
        runs.run("revoke --expired --dry-run");
        Cli nothing = new Cli(empty);
        nothing.run("init").exits(ExitCode.OK);
        runs.with(nothing).run("list");
        String text = runs.text();

        GoldenTest.check("screens-" + width, runs);
        assertThat(text.lines()
                        .filter(line -> line.startsWith("| ") || line.startsWith("! "))
                        .map(line -> line.substring(2)
                                .replaceAll(ESCAPES, "")
                                .replaceAll("apikeys: The answer was no.*", ""))
                        .filter(line -> !line.startsWith("sok_")))
                .hasSizeGreaterThan(80)
                .allSatisfy(line -> assertThat(cells(line)).as(line).isLessThanOrEqualTo(width));
    }

    @Test
    void aFamilyOfEmojiIsJoinedByACharacterThatNoLabelMayHave(Cli cli) {
        assertThat(cli.run("generate", "--label", "👨\u200d👩\u200d👧")
                        .exits(ExitCode.USAGE)
                        .err())
                .contains("U+200D");
    }

    /** Counts widths in a second way, by the Unicode blocks of these labels. */
    private static long cells(String line) {
        return line.codePoints()
                .map(c -> switch (Character.getType(c)) {
                    case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
                    default -> (c >= 0x2E80 && c < 0xE000) || c >= 0x1F300 ? 2 : 1;
                })
                .sum();
    }
}

package com.smartonboarding.apikeys.cli.talk;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.Dialogue;
import com.smartonboarding.apikeys.cli.Home;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every question and every answer in a real pseudo-terminal, and Ctrl-C during long work. */
class PromptIT {
    private static final List<String> COMMANDS = List.of(
            "revoke demo",
            "revoke demo other",
            "purge --revoked-before 30d",
            "rotate demo --grace 0",
            "scan --revoke leak");

    private final Home home;
    private final Dialogue terminal;

    PromptIT(Home home) throws Exception {
        this.home = home;
        terminal = new Dialogue(home, 90);
        Cli cli = home.cli().at(Instant.now().minus(Duration.ofDays(500)));
        String code = cli.run("generate", "--label", "demo").line();
        cli.run("generate", "--label", "other").exits(ExitCode.OK);
        cli.run("generate", "--label", "gone").exits(ExitCode.OK);
        cli.run("revoke", "gone", "-y").exits(ExitCode.OK);
        Files.writeString(home.folder().resolve("leak"), "code: " + code + "\n");
    }

    private String tokens() {
        return home.cli().run("list", "-o", "jsonl").exits(ExitCode.OK).out();
    }

    static Stream<Arguments> everyAnswerToEveryQuestion() {
        List<Arguments> all = new ArrayList<>();
        for (String command : COMMANDS) {
            all.add(Arguments.of(command, "y\\r", "0"));
            all.add(Arguments.of(command, "n\\r", "7"));
            all.add(Arguments.of(command, "\\r", "7"));
            all.add(Arguments.of(command, "\\004", "7"));
            all.add(Arguments.of(command, "\\003", "130"));
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource
    void everyAnswerToEveryQuestion(String command, String keys, String exitCode) throws Exception {
        String before = tokens();

        String screen = terminal.type("$LAUNCHER " + command, "\\? \\[y/N\\] $", keys);

        assertThat(terminal.status()).as(screen).isEqualTo(exitCode);
        assertThat(screen).endsWith("\nshell> ");
        if (exitCode.equals("0")) {
            assertThat(tokens()).isNotEqualTo(before);
        } else {
            assertThat(tokens()).isEqualTo(before);
        }
        if (exitCode.equals("7")) {
            assertThat(screen).contains("\napikeys: The answer was no. Nothing was changed.");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "$LAUNCHER revoke demo </dev/null",
        "$LAUNCHER purge --revoked-before 30d </dev/null",
        "$LAUNCHER rotate demo --grace 0 </dev/null",
        "$LAUNCHER scan --revoke leak </dev/null",
        "$LAUNCHER revoke demo 2>talk",
    })
    void whereNobodyCanBeAskedNothingIsChanged(String command) throws Exception {
        String before = tokens();

        String screen = terminal.type(command);

        assertThat(terminal.status()).as(screen).isEqualTo("7");
        assertThat(tokens()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "verify, \\003, 130",
        "verify, \\004, 10",
        "verify >answer, \\003, 130",
        "verify >answer, \\004, 10",
        "revoke --code-stdin, \\003, 130",
        "revoke --code-stdin, \\004, 2"
    })
    void whatIsTypedForACodeCanBeBrokenOffToo(String command, String keys, String exitCode) throws Exception {
        String before = tokens();

        String screen = terminal.type("$LAUNCHER " + command, "Token code.*: $", keys);

        assertThat(terminal.status()).as(screen).isEqualTo(exitCode);
        assertThat(screen).endsWith("\nshell> ");
        assertThat(tokens()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"xterm-256color, true", "dumb, false"})
    void scanThatIsBrokenOffLeavesNoTraceOfItsProgress(String terminalType, boolean shown) throws Exception {
        Path file = Files.writeString(
                Files.createDirectory(home.folder().resolve("tree")).resolve("0"),
                "Nothing to be found here.\n".repeat(300_000));
        for (int i = 1; i < 2_000; i++) {
            Files.createLink(home.folder().resolve("tree/" + i), file);
        }

        String scan = "TERM=" + terminalType + " $LAUNCHER scan tree";
        String screen =
                shown ? terminal.type(scan, "[0-9]+ files \\.\\.\\.", "\\003") : terminal.typeAfter(4, scan, "\\003");

        assertThat(terminal.status()).as(screen).isEqualTo("130");
        if (shown) {
            assertThat(screen).endsWith("\r\u001b[Kshell> ");
        } else {
            assertThat(screen).doesNotContain("files ...", "\u001b[K");
        }
    }
}

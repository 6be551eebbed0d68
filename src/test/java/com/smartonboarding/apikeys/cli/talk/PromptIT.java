package com.smartonboarding.apikeys.cli.talk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.Home;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.launcher.Installation;
import com.smartonboarding.apikeys.launcher.Run;
import com.smartonboarding.apikeys.launcher.Skip;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every question and every answer in a real pseudo-terminal, and Ctrl-C during long work. */
class PromptIT {
    /** Acts as a shell: reports the terminal's settings, runs the command, and shows its own prompt. */
    private static final String SCRIPT = """
            set timeout 60
            set stty_init "rows 24 columns 90"
            spawn -noecho bash -c "trap : INT; stty -a >before; $env(COMMAND); echo $? >status; stty -a >after; printf 'shell> '"
            %s
            expect eof {} timeout { exit 8 }
            """;

    private static final List<String> COMMANDS = List.of(
            "revoke demo",
            "revoke demo other",
            "purge --revoked-before 30d",
            "rotate demo --grace 0",
            "scan --revoke leak");

    @TempDir
    private Path folder;

    private Home home;

    @BeforeEach
    void tokensOfLastYear() throws Exception {
        Skip.unlessInstalled("expect");
        home = new Home(folder);
        Cli cli = home.cli().at(Instant.now().minus(Duration.ofDays(500)));
        String code = cli.run("generate", "--label", "demo").line();
        cli.run("generate", "--label", "other").exits(ExitCode.OK);
        cli.run("generate", "--label", "gone").exits(ExitCode.OK);
        cli.run("revoke", "gone", "-y").exits(ExitCode.OK);
        Files.writeString(folder.resolve("leak"), "code: " + code + "\n");
    }

    private String type(String command, String dialogue) throws Exception {
        Run.Ended run = home.on(Run.of("expect", "-c", SCRIPT.formatted(dialogue)))
                .with("COMMAND", command)
                .with("LAUNCHER", Installation.LAUNCHER.toString())
                .with("TERM", "xterm-256color")
                .end();
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(folder.resolve("after"))
                .usingCharset(UTF_8)
                .hasSameTextualContentAs(folder.resolve("before"), UTF_8);
        assertThat(run.out()).doesNotContain("Exception");
        return run.out();
    }

    private String status() throws Exception {
        return Files.readString(folder.resolve("status")).strip();
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

        String screen = type(
                "$LAUNCHER " + command,
                "expect -re {\\? \\[y/N\\] $} {} timeout { exit 9 }\nsend \"%s\"".formatted(keys));

        assertThat(status()).as(screen).isEqualTo(exitCode);
        assertThat(screen).endsWith("\nshell> ");
        if (exitCode.equals("0")) {
            assertThat(tokens()).isNotEqualTo(before);
        } else {
            assertThat(tokens()).isEqualTo(before);
        }
        if (exitCode.equals("7")) {
            assertThat(screen).contains("\napikeys: Nothing was changed.");
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

        String screen = type(command, "");

        assertThat(status()).as(screen).isEqualTo("7");
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

        String screen = type(
                "$LAUNCHER " + command,
                "expect -re {Token code.*: $} {} timeout { exit 9 }\nsend \"%s\"".formatted(keys));

        assertThat(status()).as(screen).isEqualTo(exitCode);
        assertThat(screen).endsWith("\nshell> ");
        assertThat(tokens()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"xterm-256color, true", "dumb, false"})
    void scanThatIsBrokenOffLeavesNoTraceOfItsProgress(String terminal, boolean shown) throws Exception {
        Path file = Files.writeString(
                Files.createDirectory(folder.resolve("tree")).resolve("0"),
                "Nothing to be found here.\n".repeat(300_000));
        for (int i = 1; i < 2_000; i++) {
            Files.createLink(folder.resolve("tree/" + i), file);
        }

        String screen = type(
                "TERM=" + terminal + " $LAUNCHER scan tree",
                shown
                        ? "expect -re {[0-9]+ files \\.\\.\\.} {} timeout { exit 9 }\nsend \"\\003\""
                        : "sleep 4\nsend \"\\003\"");

        assertThat(status()).as(screen).isEqualTo("130");
        if (shown) {
            assertThat(screen).endsWith("\r\u001b[Kshell> ");
        } else {
            assertThat(screen).doesNotContain("files ...", "\u001b[K");
        }
    }
}

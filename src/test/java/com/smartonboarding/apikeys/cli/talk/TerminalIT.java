package com.smartonboarding.apikeys.cli.talk;

import static com.smartonboarding.apikeys.cli.Home.assertExit;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Home;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.launcher.Installation;
import com.smartonboarding.apikeys.launcher.Run;
import com.smartonboarding.apikeys.launcher.Skip;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tool in a real pseudo-terminal, with keys typed by expect. */
class TerminalIT {
    /** Spawns the program in a shell that reports the terminal's settings before and after. */
    private static final String SCRIPT = """
            set timeout 60
            log_user 1
            set stty_init "rows 24 columns 100"
            spawn -noecho bash -c "stty -a >before; $env(COMMAND); echo $? >status; stty -a >after"
            %s
            expect eof {} timeout { exit 8 }
            """;

    @TempDir
    private Path folder;

    private Home home;

    @BeforeEach
    void generateOne() throws Exception {
        Skip.unlessInstalled("expect");
        home = new Home(folder);
        assertExit(home.apikeys("generate", "--label", "demo"), ExitCode.OK);
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
        return run.out();
    }

    private String status() throws Exception {
        return Files.readString(folder.resolve("status")).strip();
    }

    @Test
    void listIsATableInColourWithTimesAsPeopleSayThem() throws Exception {
        String screen = type("$LAUNCHER list", "");

        assertThat(status()).isEqualTo("0");
        assertThat(screen).contains("LAST ACCESSED", "\u001b[", "never");
        assertThat(screen).containsPattern("just now|\\d+ seconds? ago|1 minute ago");
        assertThat(screen).contains("1 of 1 token: 1 active");
    }

    @Test
    void historyIsABlockThatSaysAtWhichTerminalTheCodeWasShown() throws Exception {
        String screen = type("$LAUNCHER show demo -q >/dev/null; $LAUNCHER history demo", "");

        assertThat(status()).isEqualTo("0");
        assertThat(screen).contains("Label:", "\u001b[32mActive\u001b[m", "TIME", "FROM");
        assertThat(screen).containsPattern("generated.*  -\r\n").containsPattern("code shown.*  /dev/pts/\\d+\r\n");
        assertThat(screen.lines().map(line -> line.replaceAll("\u001b\\[[0-9;]*m", "")))
                .allMatch(line -> line.length() <= 100);
    }

    @Test
    void withoutTheLauncherTheWindowIsKnownAllTheSame() throws Exception {
        String java = "java -cp " + Installation.PACKAGE.resolve("lib/apikeys.jar") + " -Dapikeys.native="
                + Installation.PACKAGE.resolve("lib/native") + " com.smartonboarding.apikeys.Main list";

        String screen = type("stty columns 40; " + java + "; stty columns 100", "");

        assertThat(screen).contains("STATUS", "LAST ACCESSED\r\n").doesNotContain("STATUS  CREATED", "EXPIRES  LAST");
    }

    @Test
    void standardErrorInAFileHasNoEscapes() throws Exception {
        type("$LAUNCHER list 2>talk; $LAUNCHER show nothing 2>>talk", "");

        assertThat(Files.readString(folder.resolve("talk")))
                .contains("1 of 1 token", "No token has")
                .doesNotContain("\u001b");
    }

    @ParameterizedTest
    @CsvSource({
        "y\\r,0,Revoked",
        "yes\\r,0,Revoked",
        "n\\r,7,Active",
        "\\r,7,Active",
        "\\004,7,Active",
        "\\003,130,Active"
    })
    void answerDecides(String keys, String exitCode, String left) throws Exception {
        String screen = type(
                "trap : INT; $LAUNCHER revoke demo",
                "expect -re {Revoke demo .*\\[y/N\\] } {} timeout { exit 9 }\nsend \"%s\"".formatted(keys));

        assertThat(status()).as(screen).isEqualTo(exitCode);
        assertThat(home.apikeys("list", "--columns", "status").out()).isEqualTo(left + "\n");
        assertThat(screen).doesNotContain("Exception");
    }

    @ParameterizedTest
    @CsvSource({"hello\\r,10", "\\004,10", "\\003,130"})
    void codeThatIsTypedIsNotShown(String keys, String exitCode) throws Exception {
        String screen = type(
                "trap : INT; $LAUNCHER verify",
                "expect -re {Token code .*: } {} timeout { exit 9 }\nsend \"%s\"".formatted(keys));

        assertThat(status()).as(screen).isEqualTo(exitCode);
        assertThat(screen).contains("Token code (not shown): ").doesNotContain("hello", "Exception");
    }
}

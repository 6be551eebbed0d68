package com.smartonboarding.apikeys.cli.talk;

import static com.smartonboarding.apikeys.cli.Home.assertExit;
import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Dialogue;
import com.smartonboarding.apikeys.cli.Home;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.launcher.Installation;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tool in a real pseudo-terminal, with keys typed by expect. */
class TerminalIT {
    private final Home home;
    private final Dialogue terminal;

    TerminalIT(Home home) throws Exception {
        this.home = home;
        terminal = new Dialogue(home, 100);
        assertExit(home.apikeys("generate", "--label", "demo"), ExitCode.OK);
    }

    @Test
    void listIsATableInColourWithTimesAsPeopleSayThem() throws Exception {
        String screen = terminal.type("$LAUNCHER list");

        assertThat(terminal.status()).isEqualTo("0");
        assertThat(screen).contains("LAST ACCESSED", "\u001b[", "never");
        assertThat(screen).containsPattern("just now|\\d+ seconds? ago|1 minute ago");
        assertThat(screen).contains("1 of 1 token: 1 active");
    }

    @Test
    void historyIsABlockThatSaysAtWhichTerminalTheCodeWasShown() throws Exception {
        String screen = terminal.type("$LAUNCHER show demo -q >/dev/null; $LAUNCHER history demo");

        assertThat(terminal.status()).isEqualTo("0");
        assertThat(screen).contains("Label:", "\u001b[32mActive\u001b[m", "TIME", "FROM");
        assertThat(screen).containsPattern("generated.*  -\r\n").containsPattern("code shown.*  /dev/pts/\\d+\r\n");
        assertThat(screen.lines().map(line -> line.replaceAll("\u001b\\[[0-9;]*m", "")))
                .allMatch(line -> line.length() <= 100);
    }

    @Test
    void withoutTheLauncherTheWindowIsKnownAllTheSame() throws Exception {
        String java = "java -cp " + Installation.PACKAGE.resolve("lib/apikeys.jar") + " -Dapikeys.native="
                + Installation.PACKAGE.resolve("lib/native") + " com.smartonboarding.apikeys.Main list";

        String screen = terminal.type("stty columns 40; " + java + "; stty columns 100");

        assertThat(screen).contains("STATUS", "LAST ACCESSED\r\n").doesNotContain("STATUS  CREATED", "EXPIRES  LAST");
    }

    @Test
    void standardErrorInAFileHasNoEscapes() throws Exception {
        terminal.type("$LAUNCHER list 2>talk; $LAUNCHER show nothing 2>>talk");

        assertThat(Files.readString(home.folder().resolve("talk")))
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
        String screen = terminal.type("$LAUNCHER revoke demo", "demo .*Revoke it\\? \\[y/N\\] ", keys);

        assertThat(terminal.status()).as(screen).isEqualTo(exitCode);
        assertThat(home.apikeys("list", "--columns", "status").out()).isEqualTo(left + "\n");
        assertThat(screen).doesNotContain("Exception");
    }

    @ParameterizedTest
    @CsvSource({"hello\\r,10", "\\004,10", "\\003,130"})
    void codeThatIsTypedIsNotShown(String keys, String exitCode) throws Exception {
        String screen = terminal.type("$LAUNCHER verify", "Token code .*: ", keys);

        assertThat(terminal.status()).as(screen).isEqualTo(exitCode);
        assertThat(screen).contains("Token code (not shown): ").doesNotContain("hello", "Exception");
    }
}

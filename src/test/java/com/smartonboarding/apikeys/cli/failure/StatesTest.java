package com.smartonboarding.apikeys.cli.failure;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

/** What a failing command says about the state that things are in, and how its message looks at a terminal. */
class StatesTest {
    private static final OutputStream FAILING = new OutputStream() {
        @Override
        public void write(int octet) throws IOException {
            throw new IOException("No space left on device");
        }
    };

    private final Cli cli;

    StatesTest(Cli cli) {
        this.cli = cli;
    }

    @Test
    void whatFailsBeforeATransactionChangedNothing() {
        cli.run("generate", "--label", "demo").exits(ExitCode.OK);

        assertThat(cli.run("revoke", "demo").exits(ExitCode.DECLINED).err()).contains("Nothing was changed.");
        assertThat(cli.run("revoke", "other", "-y").exits(ExitCode.NOT_FOUND).err())
                .contains("Nothing was changed.");
    }

    @Test
    void commandThatOnlyReadsDoesNotSayThatNothingWasChanged() {
        cli.run("generate", "--label", "demo").exits(ExitCode.OK);

        assertThat(cli.run("history", "other").exits(ExitCode.NOT_FOUND).err())
                .isEqualTo("apikeys: No token has the label or id 'other'. 'apikeys list' shows all tokens.\n");
    }

    @Test
    void databaseThatTheCommandMadeBeforeItFailedIsNotDenied() {
        assertThat(cli.run("generate", "--label", "demo", "--expires-at", "2020-01-01")
                        .exits(ExitCode.USAGE)
                        .err())
                .startsWith("Created the token database ")
                .endsWith(
                        " is not in the future. What was made before this failure remains. Nothing else was changed.\n");
    }

    @Test
    void failureAfterAChangeDoesNotSayThatNothingWasChanged() {
        String code = cli.run("generate", "--label", "demo").exits(ExitCode.OK).out();
        cli.inPipe(code);

        assertThat(cli.run(FAILING, "scan", "--revoke", "--yes", "-")
                        .exits(ExitCode.STORAGE)
                        .err())
                .contains("Standard output could not be written (No space left on device).")
                .doesNotContainIgnoringCase("nothing");
        assertThat(cli.run("list", "--columns", "status").out()).contains("Revoked");
    }

    @Test
    void commandToCopyIsALineOfItsOwnAtATerminal() {
        cli.run("generate", "--label", "demo").exits(ExitCode.OK);
        cli.run("rotate", "demo").exits(ExitCode.OK);
        String successor = cli.run("list", "--columns", "id").out();
        String refused = cli.atTerminal(40, "")
                .run("rotate", "demo")
                .exits(ExitCode.CONFLICT)
                .err();

        assertThat(refused.lines().filter(line -> !line.startsWith("  "))).allMatch(line -> line.length() <= 40);
        assertThat(refused.lines().filter(line -> line.startsWith("  ")))
                .hasSize(2)
                .allMatch(line -> line.matches("  apikeys rotate --(finish|abort) [0-9A-Za-z]{12}"))
                .allMatch(line -> successor.contains(line.substring(line.lastIndexOf(' ') + 1)));
        assertThat(refused).contains("\nTo revoke the predecessor now:\n  apikeys", "\nTo go back to it:\n  apikeys");
    }
}

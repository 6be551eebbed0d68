package com.smartonboarding.apikeys.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.failure.ExitCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command explains itself, on standard output, to whoever has a narrow window and no database. */
class HelpTest {
    private static final String[] COMMANDS = {
        "init",
        "generate",
        "create",
        "new",
        "list",
        "ls",
        "show",
        "describe",
        "history",
        "relabel",
        "revoke",
        "scan",
        "rotate",
        "verify",
        "purge",
        "schema",
        "admins",
        "admins list",
        "admins add",
        "admins remove",
        "help"
    };

    @TempDir
    private Path home;

    @Test
    void everyCommandHasHelpWithExamplesAndExitCodes() {
        Cli cli = new Cli(home);
        for (String command : COMMANDS) {
            List<String> args = new ArrayList<>(List.of(command.split(" ", -1)));
            args.add("--help");
            Cli.Result help = cli.run(args.toArray(String[]::new)).exits(ExitCode.OK);

            assertThat(help.err()).as(command).isEmpty();
            assertThat(help.out()).as(command).contains("Examples:\n", "Usage: apikeys");
            assertThat(help.out().lines()).as(command).allMatch(line -> line.length() <= 80);
            assertThat(help.out()).as(command).doesNotContain("\u001b", " \n");
            if (!List.of("admins", "help").contains(command)) {
                assertThat(help.out()).as(command).containsPattern("Exit codes:\n +0 +done");
            }
            args.remove("--help");
            args.add(0, "help");
            assertThat(cli.run(args.toArray(String[]::new)).exits(ExitCode.OK).out())
                    .as(command)
                    .isEqualTo(help.out());
        }
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void toolAloneShowsItsHelp() {
        Cli.Result help = new Cli(home).run().exits(ExitCode.OK);

        assertThat(help.out())
                .isEqualTo(new Cli(home).run("--help").out())
                .isEqualTo(new Cli(home).run("help").out());
    }

    @Test
    void helpIsInColourWhereThatIsAskedForAndOtherwiseAtATerminal() {
        Cli cli = new Cli(home).atTerminal(80, "");

        assertThat(cli.run("list", "--help").out()).contains("\u001b[");
        assertThat(cli.run("list", "--help", "--color=never").out()).doesNotContain("\u001b");
        assertThat(cli.with("NO_COLOR", "1").run("list", "--help").out()).doesNotContain("\u001b");
        assertThat(cli.inPipe().run("--color", "always", "list", "--help").out())
                .contains("\u001b[");
    }

    @ParameterizedTest
    @ValueSource(strings = {"help nothing", "help admins nothing", "nothing", "admins nothing"})
    void thereIsNoHelpForWhatIsNot(String line) {
        Cli.Result result = new Cli(home).run(line.split(" ", -1)).exits(ExitCode.USAGE);

        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("nothing");
    }
}

package com.smartonboarding.apikeys.cli.setting;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.model.TokenCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** When the tool makes a database, and when it does not. */
class FirstRunTest {
    private final Cli cli;

    FirstRunTest(Cli cli) {
        this.cli = cli;
    }

    @Test
    void generateMakesBothFilesAndSaysSo() {
        Cli.Result first = cli.run("generate", "--label", "demo").exits(ExitCode.OK);

        assertThat(first.err())
                .startsWith(
                        "Created the token database " + cli.database() + " and its key file " + cli.keyFile() + ".\n")
                .contains("is the first System Administrator");
        assertThat(cli.run("generate", "--label", "other").exits(ExitCode.OK).err())
                .doesNotContain("Created");
    }

    @Test
    void nothingButGenerateAndInitMakesThem() {
        for (String[] args : new String[][] {
            {"list"}, {"show", "demo"}, {"revoke", "-y", "demo"}, {"relabel", "a", "b"}, {"admins", "list"}
        }) {
            assertThat(cli.run(args).exits(ExitCode.NOT_INITIALIZED).err()).contains("apikeys init");
        }
        assertThat(cli.home()).isEmptyDirectory();
    }

    @Test
    void firstRunThatWasInterruptedIsFinished() throws IOException {
        cli.run("init").exits(ExitCode.OK);
        Files.delete(reserve());
        Files.write(cli.database(), new byte[0]);

        cli.run("generate", "--label", "demo").exits(ExitCode.OK);

        cli.run("list").exits(ExitCode.OK);
    }

    @Test
    void databaseThatWasEmptiedIsNotMistakenForAFirstRun() throws IOException {
        cli.run("generate", "--label", "demo").exits(ExitCode.OK);
        Files.write(cli.database(), new byte[0]);

        assertThat(cli.run("generate", "--label", "other")
                        .exits(ExitCode.INTEGRITY)
                        .err())
                .contains(cli.database() + " is empty, but");
        assertThat(cli.run("init").exits(ExitCode.INTEGRITY).err()).contains(cli.database() + " is empty, but");
        assertAdviceThatHelps();
        assertThat(cli.database()).isEmptyFile();
    }

    @Test
    void databaseThatIsGoneIsNotMistakenForAFirstRunUntilItsReserveIsRemoved() throws IOException {
        cli.run("generate", "--label", "demo").exits(ExitCode.OK);
        Files.delete(cli.database());

        assertThat(cli.run("generate", "--label", "other")
                        .exits(ExitCode.INTEGRITY)
                        .err())
                .contains(cli.database() + " is gone, but", "remove " + reserve());
        assertThat(cli.database()).doesNotExist();
        assertAdviceThatHelps();

        Files.delete(reserve());
        cli.run("generate", "--label", "other").exits(ExitCode.OK);
    }

    @Test
    void databaseThatOnlyItsAnchorRemembersIsSaidToBeGone() throws IOException {
        cli.run("generate", "--label", "demo").exits(ExitCode.OK);
        Files.delete(cli.database());
        Files.delete(reserve());

        for (String[] args : new String[][] {{"list"}, {"show", "demo"}, {"admins", "list"}, {"key", "list"}}) {
            assertThat(cli.run(args).exits(ExitCode.NOT_INITIALIZED).err())
                    .startsWith("apikeys: The token database " + cli.database() + " is gone: the anchor file beside")
                    .contains("apikeys restore FILE", "Only to start without the old tokens, run: apikeys init\n")
                    .doesNotContain("generate");
        }

        assertThat(cli.run("generate", "--label", "other").exits(ExitCode.OK).err())
                .contains("Created the token database", "there was another token database here before");
        assertThat(cli.run("generate", "--label", "third").exits(ExitCode.OK).err())
                .doesNotContain("before");
    }

    @Test
    void initSaysThatThereWasAnotherDatabaseBefore() throws IOException {
        cli.run("init").exits(ExitCode.OK);
        Files.delete(cli.database());
        Files.delete(reserve());

        assertThat(cli.run("init").exits(ExitCode.OK).err())
                .contains("Created the token database", "there was another token database here before");
    }

    /** The way back that the message names. */
    @Test
    void databaseThatWasReplacedByAFirstRunComesBackFromItsBackup() throws IOException {
        cli.run("generate", "--label", "demo").exits(ExitCode.OK);
        Path backup = cli.home().resolve("backup");
        cli.run("backup", backup.toString()).exits(ExitCode.OK);
        Files.delete(cli.database());
        Files.delete(reserve());
        cli.run("generate", "--label", "other").exits(ExitCode.OK);

        Files.move(cli.database(), cli.home().resolve("new.db"));
        Files.move(cli.anchor(), cli.home().resolve("new.anchor"));
        cli.run("restore", backup.toString()).exits(ExitCode.OK);

        assertThat(cli.run("list", "-o", "ids").exits(ExitCode.OK).out()).hasLineCount(1);
    }

    @Test
    void initOverADatabaseWhoseKeyFileIsMissingMakesNoOther() throws IOException {
        cli.run("init").exits(ExitCode.OK);
        Files.delete(cli.keyFile());

        cli.run("init").exits(ExitCode.CONFLICT);

        assertThat(cli.keyFile()).doesNotExist();
        cli.run("list").exits(ExitCode.WRONG_KEY);
    }

    /** Where 'generate' and 'init' refuse to work, no message recommends them. */
    private void assertAdviceThatHelps() {
        for (String[] args : new String[][] {{"list"}, {"show", "demo"}, {"verify"}, {"admins", "list"}}) {
            String input = TokenCode.draw(new Random(1)).reveal();
            assertThat(cli.inPipe(input)
                            .run(args)
                            .exits(ExitCode.NOT_INITIALIZED)
                            .err())
                    .contains("Restore the database from a backup", "remove " + reserve())
                    .doesNotContain("generate", "init");
        }
    }

    private Path reserve() {
        return Path.of(cli.database() + ".reserve");
    }
}

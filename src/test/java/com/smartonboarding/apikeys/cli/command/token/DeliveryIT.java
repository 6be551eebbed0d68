package com.smartonboarding.apikeys.cli.command.token;

import static com.smartonboarding.apikeys.cli.Home.assertExit;
import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.Home;
import com.smartonboarding.apikeys.cli.ManyTokens;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.launcher.Run;
import com.smartonboarding.apikeys.launcher.Skip;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A code reaches the caller, or its token is revoked. The tool never claims to have written what it has not. */
class DeliveryIT {
    private static final String CODE = "sok_[0-9A-Za-z]{12}_[0-9A-Za-z]{38}";

    private final Home home;

    DeliveryIT(Home home) {
        this.home = home;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apikeys generate --label ci >/dev/full",
                "apikeys generate --label ci -q >/dev/full",
                "apikeys generate --label ci -o json >/dev/full",
                "apikeys generate --label ci >&-",
                "apikeys generate --label ci 1</dev/null",
                // The reader goes away before the first byte is written.
                "{ sleep 0.2; apikeys generate --label ci; echo $? >status; } | true; exit $(cat status)"
            })
    void tokenWhoseCodeNobodyReceivedIsRevoked(String script) throws Exception {
        Run.Ended run = home.bash(script).end();

        assertExit(run, ExitCode.UNDELIVERED);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("could not be written to standard output", "the token was revoked");
        assertThat(run.err()).doesNotContainPattern(CODE);
        assertUndelivered();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "seq -f ci-%g 2000 | apikeys generate --label-file - >/dev/full",
                "seq -f ci-%g 2000 | apikeys generate --label-file - -o json >&-",
                // The pipe takes 64 KiB of 112,000 bytes before its reader goes away.
                "{ seq -f ci-%g 2000 | apikeys generate --label-file -; echo ${PIPESTATUS[1]} >status; } | { head -n 1 >first; };"
                        + " exit $(cat status)"
            })
    void manyTokensWhoseCodesNobodyReceivedWholeAreAllRevoked(String script) throws Exception {
        Run.Ended run = home.bash(script).end();

        assertExit(run, ExitCode.UNDELIVERED);
        assertThat(run.err()).contains("The codes of 2000 tokens", "all of them were revoked");
        assertThat(home.cli()
                        .run("list", "--columns", "status,revoke_reason", "--no-header")
                        .exits(ExitCode.OK)
                        .out()
                        .lines())
                .hasSize(2000)
                .allMatch("Revoked\tundelivered"::equals);
    }

    @Test
    void tokenWhoseCodeDidNotFitOnTheDiskIsRevoked() throws Exception {
        Path disk = Files.createDirectory(home.folder().resolve("full"));
        Run.Ended mounted = Run.of("mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", disk.toString())
                .end();
        if (mounted.code() != 0) {
            Skip.aloud("a small file system could not be mounted, which takes root: " + mounted.err());
        }
        try {
            Run.Ended run = home.bash("head -c 4096 /dev/zero >full/filler; apikeys generate --label ci >full/code")
                    .end();

            assertExit(run, ExitCode.UNDELIVERED);
            assertThat(disk.resolve("code")).isEmptyFile();
            assertUndelivered();
        } finally {
            Run.of("umount", disk.toString()).end();
        }
    }

    private void assertUndelivered() {
        Cli.Result list = home.cli()
                .run("list", "--columns", "label,status,revoke_reason,recoverable")
                .exits(ExitCode.OK);
        assertThat(list.line()).isEqualTo("ci\tRevoked\tundelivered\tfalse");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apikeys show demo -q >/dev/full",
                "apikeys show demo >&-",
                "apikeys list >/dev/full",
                "apikeys list >&-",
                "apikeys list -o json >/dev/full",
                "apikeys admins list >/dev/full",
                "apikeys >/dev/full",
                "apikeys --help >/dev/full",
                "apikeys list --help >&-",
                "apikeys help files >/dev/full",
                "apikeys --version >&-"
            })
    void dataThatCannotBeWrittenIsAFailure(String script) throws Exception {
        home.cli().run("generate", "--label", "demo").exits(ExitCode.OK);

        Run.Ended run = home.bash(script).end();

        assertExit(run, ExitCode.STORAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("Standard output could not be written");
        assertThat(home.cli().run("list", "--columns", "status").line()).isEqualTo("Active");
    }

    @Test
    void readerThatHasSeenEnoughEndsALongListInSilence() throws Exception {
        ManyTokens.fill(home.cli(), 10_000);

        Run.Ended run =
                home.bash("apikeys list | head -1; echo ${PIPESTATUS[*]}").end();

        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines()).hasSize(2);
        assertThat(run.out().lines().skip(1)).containsExactly(ExitCode.BROKEN_PIPE.number() + " 0");
    }

    @Test
    void readerThatHasSeenEnoughOfAHelpEndsItInSilence() throws Exception {
        Run.Ended run =
                home.bash("apikeys revoke --help | :; echo ${PIPESTATUS[0]}").end();

        assertThat(run.err()).isEmpty();
        assertThat(run.out().strip()).isEqualTo(Integer.toString(ExitCode.BROKEN_PIPE.number()));
    }

    @Test
    void substitutionGivesExactlyTheCode() throws Exception {
        Run.Ended run = home.bash("x=$(apikeys generate --label ci) && printf '<%s>' \"$x\"")
                .end();

        assertExit(run, ExitCode.OK);
        assertThat(run.out()).matches("<" + CODE + ">");
        assertThat(run.err())
                .contains("Created the token database", "Generated ci (")
                .doesNotContainPattern(CODE);
    }

    @Test
    void closedStandardErrorAndInputDoNotKeepACodeFromItsReader() throws Exception {
        Run.Ended run = home.bash("apikeys generate --label ci 2>&- <&-").end();

        assertExit(run, ExitCode.OK);
        assertThat(run.out()).matches(CODE + "\n");
        assertThat(home.cli().run("list", "--columns", "status").line()).isEqualTo("Active");
    }

    /** A read error counts neither as empty input nor as the end of the input. */
    @ParameterizedTest
    @ValueSource(
            strings = {"verify", "verify --stream", "revoke --code-stdin --yes", "scan -", "generate --label-file -"})
    void inputThatCannotBeReadIsSaidToBeSo(String command) throws Exception {
        home.cli().run("generate", "--label", "ci").exits(ExitCode.OK);

        for (String input : List.of("<&-", "</tmp")) {
            Run.Ended run = home.bash("apikeys " + command + " " + input).end();

            assertExit(run, ExitCode.STORAGE);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).contains(input.equals("<&-") ? "Bad file descriptor" : "Is a directory");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"000", "077", "777"})
    void filesAreForTheirOwnerAloneWhateverTheUmask(String umask) throws Exception {
        Run.Ended run =
                home.bash("umask " + umask + "; apikeys generate --label ci").end();

        assertExit(run, ExitCode.OK);
        int files = 0;
        for (Path top :
                new Path[] {home.folder().resolve(".local"), home.folder().resolve(".config")}) {
            try (Stream<Path> all = Files.walk(top)) {
                for (Path path : all.toList()) {
                    files += Files.isDirectory(path) ? 0 : 1;
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .as(path.toString())
                            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
                }
            }
        }
        assertThat(files)
                .as("database, its reserve, the key file, and the file of the last event")
                .isEqualTo(4);
    }

    @Test
    void homeIsNotMissedWhereTheFoldersAreNamed() throws Exception {
        Run.Ended run = home.bash("export XDG_DATA_HOME=$PWD/data XDG_CONFIG_HOME=$PWD/config; unset HOME\n"
                        + "apikeys generate -q --label ci && apikeys list --columns label")
                .end();

        assertExit(run, ExitCode.OK);
        assertThat(run.out().lines()).hasSize(2).last().isEqualTo("ci");
        assertThat(home.folder().resolve("data/apikeys/apikeys.db")).exists();
        assertThat(home.folder().resolve("config/apikeys/apikeys.key")).exists();
    }

    @Test
    void readOnlyDatabaseIsListedAndNotChanged() throws Exception {
        Path disk = Files.createDirectory(home.folder().resolve("disk"));
        Files.setPosixFilePermissions(disk, PosixFilePermissions.fromString("rwx------"));
        Run.Ended mounted = Run.of("mount", "-t", "tmpfs", "-o", "size=4m,mode=700", "tmpfs", disk.toString())
                .end();
        if (mounted.code() != 0) {
            Skip.aloud("a file system could not be mounted, which takes root: " + mounted.err());
        }
        try {
            String options = " --database disk/apikeys.db --key-file disk/apikeys.key";
            Run.Ended made = home.bash("apikeys init" + options + " && apikeys generate --label ci" + options)
                    .end();
            assertExit(made, ExitCode.OK);
            Run.of("mount", "-o", "remount,ro", disk.toString()).end();

            Run.Ended list = home.bash("apikeys list" + options).end();
            Run.Ended generate =
                    home.bash("apikeys generate --label other" + options).end();
            Run.Ended show = home.bash("apikeys show ci" + options).end();

            assertExit(list, ExitCode.OK);
            assertThat(list.out()).contains("\tci\tActive\t");
            assertExit(generate, ExitCode.STORAGE);
            assertThat(generate.out()).isEmpty();
            assertThat(generate.err()).contains("read-only. Nothing was changed.");
            Run.Ended verify =
                    home.bash("apikeys verify" + options).input(made.out()).end();
            assertExit(verify, ExitCode.OK);
            assertThat(verify.out()).contains("\tci\t");
            assertThat(verify.err()).startsWith("The access was not recorded: ").contains("read-only");
            // A display must be recorded before the code is displayed.
            assertExit(show, ExitCode.STORAGE);
            assertThat(show.out()).isEmpty();
        } finally {
            Run.of("umount", disk.toString()).end();
        }
    }
}

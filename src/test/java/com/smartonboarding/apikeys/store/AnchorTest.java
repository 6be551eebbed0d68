package com.smartonboarding.apikeys.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.RawDatabase;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An attacker who can write only the database cannot put back an older one: the anchor beside the key file also keeps
 * the end of the trail.
 */
class AnchorTest {
    private static final int SLOT = 512;

    private final Cli cli;
    private final String code;
    private final byte[] yesterday;

    AnchorTest(Cli cli) throws IOException {
        this.cli = cli;
        code = cli.run("generate", "--label", "alpha").exits(ExitCode.OK).line();
        yesterday = Files.readAllBytes(cli.database());
        cli.run("revoke", "alpha", "-y").exits(ExitCode.OK);
    }

    private void putYesterdayBack() throws IOException {
        Files.write(cli.database(), yesterday);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "list",
                "show alpha -q",
                "show alpha --no-code",
                "generate --label beta",
                "revoke alpha -y",
                "history alpha",
                "admins list",
                "verify",
                "verify --stream",
            })
    void olderCopyIsRefusedByEveryCommand(String line) throws IOException {
        putYesterdayBack();

        Cli.Result result = cli.inPipe(code + "\n").run(line.split(" ", -1)).exits(ExitCode.INTEGRITY);

        assertThat(result.err()).contains("older copy", "rm " + cli.anchor());
        assertThat(Files.readAllBytes(cli.database())).isEqualTo(yesterday);
    }

    @Test
    void withoutTheAnchorAnOlderCopyPasses() throws IOException {
        putYesterdayBack();
        Files.delete(cli.anchor());

        cli.inPipe(code + "\n").run("verify", "-q").exits(ExitCode.OK);
        cli.inPipe().run("list").exits(ExitCode.OK);
    }

    @Test
    void whoRemovesItOnPurposeGoesOnAndHasAnotherFromTheNextChangeOn() throws IOException {
        putYesterdayBack();
        Files.delete(cli.anchor());
        cli.run("generate", "--label", "beta").exits(ExitCode.OK);
        byte[] today = Files.readAllBytes(cli.database());
        assertThat(cli.anchor()).exists();

        putYesterdayBack();
        cli.run("list").exits(ExitCode.INTEGRITY);
        Files.write(cli.database(), today);
        cli.run("list").exits(ExitCode.OK);
    }

    @Test
    void anotherContinuationOfAnOlderCopyIsRefused() throws IOException {
        byte[] today = Files.readAllBytes(cli.database());
        byte[] anchor = Files.readAllBytes(cli.anchor());
        putYesterdayBack();
        Files.delete(cli.anchor());
        cli.at(Cli.START.plusSeconds(1)).run("generate", "--label", "beta").exits(ExitCode.OK);
        cli.run("generate", "--label", "gamma").exits(ExitCode.OK);

        Files.write(cli.anchor(), anchor);

        assertThat(cli.run("list").exits(ExitCode.INTEGRITY).err())
                .contains("differs from the one that was seen before");
        Files.write(cli.database(), today);
        cli.run("list").exits(ExitCode.OK);
    }

    @Test
    void anchorFromBeforeTheLastEventsSaysLessAndNothingWrong() throws IOException {
        byte[] anchor = Files.readAllBytes(cli.anchor());
        for (int i = 0; i < 70; i++) {
            cli.run("generate", "--label", "token " + i).exits(ExitCode.OK);
        }
        Files.write(cli.anchor(), anchor);

        cli.run("list").exits(ExitCode.OK);
        cli.run("generate", "--label", "beta").exits(ExitCode.OK);

        putYesterdayBack();
        cli.run("list").exits(ExitCode.INTEGRITY);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, SLOT})
    void tornSlotLeavesTheOther(int at) throws IOException {
        byte[] anchor = Files.readAllBytes(cli.anchor());
        Arrays.fill(anchor, at + 60, at + SLOT, (byte) 0);
        Files.write(cli.anchor(), anchor);

        cli.run("list").exits(ExitCode.OK);
        cli.run("generate", "--label", "beta").exits(ExitCode.OK);
        putYesterdayBack();
        cli.run("list").exits(ExitCode.INTEGRITY);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 2 * SLOT, 5000})
    void fileThatSaysNothingIsAsNone(int length) throws IOException {
        Files.write(cli.anchor(), new byte[length]);

        cli.run("list").exits(ExitCode.OK);
        cli.run("generate", "--label", "beta").exits(ExitCode.OK);
        putYesterdayBack();
        cli.run("list").exits(ExitCode.INTEGRITY);
    }

    @Test
    void itIsPrivateAndOfOneSize() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cli.anchor())))
                .isEqualTo("rw-------");
        assertThat(cli.anchor()).hasSize(2 * SLOT);
        cli.run("generate", "--label", "beta").exits(ExitCode.OK);
        cli.run("generate", "--label", "gamma").exits(ExitCode.OK);
        assertThat(cli.anchor()).hasSize(2 * SLOT);
    }

    @Test
    void itIsCheckedLikeTheKeyFile() throws IOException {
        Files.setPosixFilePermissions(cli.anchor(), PosixFilePermissions.fromString("rw-rw----"));
        cli.run("list").exits(ExitCode.UNSAFE_FILES);

        Files.delete(cli.anchor());
        Files.createSymbolicLink(cli.anchor(), cli.home().resolve("elsewhere"));
        cli.run("generate", "--label", "beta").exits(ExitCode.UNSAFE_FILES);
        assertThat(cli.home().resolve("elsewhere")).doesNotExist();
    }

    @Test
    void copyInAnotherPlaceHasItsOwn() throws IOException {
        Path copy = cli.database().resolveSibling("copy.db");
        Files.copy(cli.database(), copy, StandardCopyOption.COPY_ATTRIBUTES);
        cli.run("generate", "--label", "beta", "--database", copy.toString()).exits(ExitCode.OK);

        cli.run("list").exits(ExitCode.OK);
        cli.run("generate", "--label", "gamma").exits(ExitCode.OK);
        cli.run("list", "--database", copy.toString()).exits(ExitCode.OK);
    }

    @Test
    void databaseThatWasMadeInThePlaceOfAnotherBeginsWithoutItsPast() throws IOException {
        Files.delete(cli.database());
        Files.delete(Path.of(cli.database() + ".reserve"));
        cli.run("init").exits(ExitCode.OK);

        cli.run("list").exits(ExitCode.OK);
        byte[] made = Files.readAllBytes(cli.database());
        putYesterdayBack();
        assertThat(cli.run("list").exits(ExitCode.INTEGRITY).err()).contains("another database with the same key");
        Files.write(cli.database(), made);
        cli.run("list").exits(ExitCode.OK);
    }

    /** Head, administrators and trail of an earlier day confirm each other, and a row of today confirms itself. */
    @Test
    void olderHeadBesideTheTokensOfTodayIsRefusedWithoutAnAnchorToo() throws IOException {
        String fresh =
                cli.run("generate", "--label", "fresh").exits(ExitCode.OK).line();
        Files.delete(cli.anchor());
        Path old = cli.home().resolve("old.db");
        Files.write(old, yesterday);

        new RawDatabase(cli.database())
                .execute(
                        "ATTACH '" + old + "' AS old",
                        "DELETE FROM head",
                        "INSERT INTO head SELECT * FROM old.head",
                        "DELETE FROM administrator",
                        "INSERT INTO administrator SELECT * FROM old.administrator",
                        "DELETE FROM audit",
                        "INSERT INTO audit SELECT * FROM old.audit");

        cli.run("show", "fresh", "-q").exits(ExitCode.INTEGRITY);
        cli.run("show", "alpha", "--no-code").exits(ExitCode.INTEGRITY);
        cli.run("generate", "--label", "fresh").exits(ExitCode.INTEGRITY);
        cli.run("list").exits(ExitCode.INTEGRITY);
        cli.inPipe(fresh + "\n").run("verify").exits(ExitCode.INTEGRITY);
    }
}

package com.smartonboarding.apikeys.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.RawDatabase;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.identity.Accounts;
import com.smartonboarding.apikeys.identity.ProcessIds;
import com.smartonboarding.apikeys.launcher.Skip;
import com.smartonboarding.apikeys.model.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The role is granted to a uid and its login name. In this test, the tester's uid is called carol's when it gets the
 * role, and has its real name again when it uses the role.
 */
class ReusedUidTest {
    private static final long ME = ProcessIds.read().effective();
    private static final User NOW = new Accounts().find(Long.toString(ME)).orElseThrow();
    /** Uids that no distribution assigns. */
    private static final long BOB = 3_999_999_001L;

    private static final long NOBODYS = 3_999_999_002L;

    @TempDir
    private Path etc;

    private final Cli cli;
    private final RawDatabase database;

    ReusedUidTest(Cli cli) {
        this.cli = cli;
        database = new RawDatabase(cli.database());
    }

    @BeforeEach
    void carolGotTheRoleAndWasDeleted() throws IOException {
        if (!NOW.hasName()) {
            Skip.aloud("the uid of who runs the test has no login name");
        }
        known("bob:x:" + BOB + ":1::/:", "carol:x:" + ME + ":1::/:");
        cli.run("generate", "--label", "ci").exits(ExitCode.OK);
        cli.run("admins", "add", "bob").exits(ExitCode.OK);
        cli.run("admins", "add", "--recover", Long.toString(ME)).exits(ExitCode.OK);
        known("bob:x:" + BOB + ":1::/:", me());
    }

    @Test
    void whoHasTheUidNowIsDeniedAndToldWhy() {
        Cli.Result denied = cli.run("show", "ci", "-q").exits(ExitCode.DENIED);

        assertThat(denied.out()).isEmpty();
        assertThat(denied.err())
                .isEqualTo("apikeys: 'show' needs the System Administrator role, which was granted to uid " + ME
                        + " under the login name carol. The uid is " + NOW.name()
                        + " now, so it may be another person's. The attempt was recorded. Nothing was changed."
                        + " An administrator confirms the role for " + NOW.name()
                        + " with 'apikeys admins add "
                        + ME + "', or removes it with 'apikeys admins remove " + ME
                        + "'. If no administrator is left, root or the owner of the database confirms it with"
                        + " 'apikeys admins add --recover " + ME + "'.\n");
    }

    @Test
    void theTrailSaysBothNames() {
        cli.run("revoke", "-y", "ci").exits(ExitCode.DENIED);

        assertThat(lastEvent())
                .isEqualTo("revoke 1 " + NOW.name() + ": the role was granted to carol, and uid " + ME + " is "
                        + NOW.name() + " now");
    }

    @Test
    void theListShowsBothNames() {
        Cli.Result list = cli.run("admins", "list").exits(ExitCode.OK);

        assertThat(list.out().lines())
                .anyMatch(line -> line.startsWith(ME + "\tcarol\t") && line.endsWith("\t" + NOW.name()))
                .anyMatch(line -> line.startsWith(BOB + "\tbob\t") && line.endsWith("\tbob"));
        assertThat(list.err())
                .isEqualTo("The role was granted to carol, but uid " + ME + " is now " + NOW.name()
                        + ". If this is the same person, confirm the role with 'apikeys admins add " + ME
                        + "'. If not, remove it with 'apikeys admins remove " + ME + "'.\n");
        assertThat(cli.run("admins", "list", "-o", "json").out())
                .contains("\"name\": \"carol\"", "\"present_name\": \"" + NOW.name() + "\"");
    }

    @Test
    void confirmingIsAnEventOfItsOwnAndBringsTheRoleBack() {
        assertThat(cli.run("admins", "add", Long.toString(ME))
                        .exits(ExitCode.DENIED)
                        .err())
                .contains("under the login name carol");

        assertThat(cli.run("admins", "add", "--recover", NOW.name())
                        .exits(ExitCode.OK)
                        .err())
                .isEqualTo(NOW.name() + " (uid " + ME
                        + ") is now a System Administrator. Before, the role was granted to carol.\n");

        assertThat(lastEvent())
                .isEqualTo("admins recover 0 " + NOW.name() + ": uid " + ME + ", " + NOW.name()
                        + ", granted before to carol");
        cli.run("show", "ci", "-q").exits(ExitCode.OK);
        known("bobby:x:" + BOB + ":1::/:", me());
        assertThat(cli.run("admins", "add", "bobby").exits(ExitCode.OK).err())
                .isEqualTo("bobby (uid " + BOB
                        + ") is now a System Administrator. Before, the role was granted to bob.\n");
        assertThat(lastEvent())
                .isEqualTo("admins confirm 0 " + NOW.name() + ": uid " + BOB + ", bobby, granted before to bob");
        assertThat(cli.run("admins", "add", "bobby").exits(ExitCode.OK).err()).contains("already");
    }

    @Test
    void severalLoginNamesOfOneUidAreOnePerson() {
        known(me(), "carol:x:" + ME + ":1::/:");

        cli.run("show", "ci", "-q").exits(ExitCode.OK);
        assertThat(cli.run("admins", "list").out()).contains("\tcarol\n");
    }

    @Test
    void aUserDatabaseThatDoesNotAnswerIsNoOtherName() throws IOException {
        Path getent = Files.writeString(etc.resolve("getent"), "#!/bin/sh\nexit 1\n");
        Files.setPosixFilePermissions(getent, PosixFilePermissions.fromString("rwx------"));
        cli.with(new Accounts(getent, etc.resolve("passwd"), 1));
        String before = lastEvent();

        assertThat(cli.run("show", "ci", "-q").exits(ExitCode.STORAGE).err()).contains("could not be looked up");

        assertThat(lastEvent()).isEqualTo(before);
        assertThat(cli.run("admins", "list").exits(ExitCode.OK).out()).contains("\tcarol\t");
    }

    @Test
    void theGrantToAUidWithoutANameEndsWhenSomebodyGetsIt() {
        known();
        cli.run("admins", "add", "--recover", Long.toString(ME)).exits(ExitCode.OK);
        known(me());

        assertThat(cli.run("show", "ci", "-q").exits(ExitCode.DENIED).err())
                .contains("when it had no login name. The uid is " + NOW.name());
    }

    @Test
    void theNameThatTheRoleWasGrantedToIsEnoughToTakeItAway() {
        cli.run("admins", "add", "--recover", NOW.name()).exits(ExitCode.OK);
        known(me());

        assertThat(cli.run("admins", "remove", "bob").exits(ExitCode.OK).err())
                .isEqualTo("bob (uid " + BOB + ") is no longer a System Administrator.\n");
        assertThat(cli.run("admins", "remove", "bob").exits(ExitCode.NOT_FOUND).err())
                .contains("The role was not granted to 'bob', and there is no such user on this machine");
    }

    @Test
    void aNameThatMeansTwoGrantsIsAmbiguous() {
        cli.run("admins", "add", "--recover", NOW.name()).exits(ExitCode.OK);
        known("dan:x:" + NOBODYS + ":1::/:", me());
        cli.run("admins", "add", "dan").exits(ExitCode.OK);
        known("bob:x:" + NOBODYS + ":1::/:", me());

        assertThat(cli.run("admins", "remove", "bob").exits(ExitCode.AMBIGUOUS).err())
                .contains("uid " + BOB + " (granted to bob), uid " + NOBODYS + " (granted to dan)");
        cli.run("admins", "remove", Long.toString(BOB)).exits(ExitCode.OK);
    }

    @Test
    void aGrantThatNobodyCanUseDoesNotCountAsTheLastButOne() {
        cli.run("admins", "add", "--recover", NOW.name()).exits(ExitCode.OK);
        known("eve:x:" + BOB + ":1::/:", me());

        assertThat(cli.run("admins", "remove", Long.toString(ME))
                        .exits(ExitCode.CONFLICT)
                        .err())
                .contains("last System Administrator");
    }

    private String me() {
        return NOW.name() + ":x:" + ME + ":1::/:";
    }

    private void known(String... lines) {
        try {
            Path passwd = Files.writeString(etc.resolve("passwd"), String.join("\n", lines) + "\n");
            cli.with(new Accounts(etc.resolve("none"), passwd, 1));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String lastEvent() {
        return database.texts("SELECT action || ' ' || denied || ' ' || actor_name || ': ' || coalesce(detail, '-')"
                        + " FROM audit ORDER BY sequence DESC LIMIT 1")
                .get(0);
    }
}

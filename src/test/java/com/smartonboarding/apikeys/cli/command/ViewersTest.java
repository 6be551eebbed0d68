package com.smartonboarding.apikeys.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.RawDatabase;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a user without the role still gets to know where only administrators may look at tokens. Which commands are
 * denied at all is in the matrix of the role.
 */
class ViewersTest {
    /** The kinds of candidates that a TAB can ask for. */
    private static final List<String> KINDS = List.of(
            "active",
            "current",
            "disabled",
            "recoverable",
            "all",
            "ids",
            "labels",
            "scopes",
            "owners",
            "allowed",
            "administrators",
            "keys");

    private final Cli cli;
    private final RawDatabase database;
    private final String code;
    private final String revoked;

    ViewersTest(Cli cli) throws IOException {
        this.cli = cli.ofAlice(1);
        database = new RawDatabase(cli.database());
        run("init");
        code = run("generate -q --label alpha --owner Payroll --scope read --meta team=blue")
                .line();
        revoked = run("generate -q --label beta").line();
        run("generate -q --label switched-off");
        run("disable -y switched-off");
        run("revoke -y beta --reason leaked-by-carol");
        run("key rotate");
        run("admins add 3999999001");
        run("admins remove 1041");
        cli.configure("viewers=administrators\n");
    }

    private Cli.Result run(String line) {
        return cli.run(line.split(" ", -1)).exits(ExitCode.OK);
    }

    /** The message of a denied call, which prints nothing else. */
    private String denied(String line) {
        Cli.Result result = cli.run(line.split(" ", -1)).exits(ExitCode.DENIED);
        assertThat(result.out()).isEmpty();
        return result.err();
    }

    private static String id(String code) {
        return code.substring(4, 16);
    }

    private List<String> denials() {
        return database.texts("SELECT action || ' ' || coalesce(token_id, '-') FROM audit WHERE denied = 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "show %s --no-code",
                "show %s --field owner",
                "history %s",
                "rotate %s --status",
                "revoke %s --dry-run",
                "disable %s --dry-run",
                "edit %s --add-scope x --dry-run",
                "relabel %s omega",
                "disable %s -y",
                "rotate %s",
            })
    void nothingTellsWhetherThereIsSuchAToken(String command) {
        String known = denied(String.format(command, "alpha"));

        int minute = 0;
        for (String token : List.of("nobody", id(code), "Toke", "--id Toke", "beta")) {
            cli.at(Cli.START.plus(Duration.ofMinutes(++minute)));
            assertThat(denied(String.format(command, token))).isEqualTo(known);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "generate --label %s",
                "generate --label %s --if-absent",
                "relabel switched-off %s",
                "list --created-by %s",
                "list --scope %s",
                "audit list --actor %s",
                "revoke --label-glob %s --dry-run",
                "revoke --owner %s --dry-run",
                "revoke --label-glob %s --dry-run --expect 7",
                "purge --revoked-before 0s --dry-run --expect 7",
                "key drop %s --dry-run",
                "admins remove %s",
            })
    void nothingTellsWhatIsInUse(String command) {
        String known = denied(String.format(command, "alpha"));

        cli.at(Cli.START.plus(Duration.ofMinutes(1)));
        assertThat(denied(String.format(command, "3999999001"))).isEqualTo(known);
        assertThat(known).doesNotContain("alpha", "alice (uid 3", "3999999001", "Payroll");
    }

    @Test
    void anAttemptIsRecordedOnceAndFurtherOnesAreCounted() {
        denied("list");
        denied("list -o json");
        denied("show alpha --no-code");
        denied("rotate alpha --status");

        assertThat(denials()).containsExactly("list -", "show " + id(code), "rotate " + id(code));
    }

    @Test
    void aListOfThePastIsDeniedOnceToo() {
        denied("list --as-of 2026-11-23T09:00:00Z --scope nowhere");

        assertThat(denials()).containsExactly("list -");
    }

    @Test
    void whoHasTheCodeIsToldAboutItsToken() throws IOException {
        Cli.Result verified =
                cli.inPipe(code + "\n").run("verify", "-o", "json").exits(ExitCode.OK);
        Path log = Files.writeString(cli.home().resolve("app.log"), "x " + code + "\n");
        Cli.Result found = cli.inPipe().run("scan", log.toString()).exits(ExitCode.LEAK_FOUND);

        assertThat(verified.out()).contains("\"alpha\"", "Payroll", "blue");
        assertThat(found.out()).contains(id(code), "alpha", "Active");
        assertThat(denials()).isEmpty();
    }

    @Test
    void aRejectedCodeTellsOnlyWhy() {
        Cli.Result verified = cli.inPipe(revoked + "\n").run("verify", "-o", "json");

        assertThat(verified.exits(ExitCode.REJECTED_REVOKED).out() + verified.err())
                .doesNotContain("beta", "carol", "1041", "alice", id(revoked));
    }

    @Test
    void theOwnerOfTheFilesIsToldWhatIsWrongWithThem() {
        assertThat(cli.run("doctor", "--fail-on", "never").exits(ExitCode.OK).out())
                .isNotEmpty();
    }

    @Test
    void tabOffersNothing() throws IOException {
        for (String kind : KINDS) {
            assertThat(cli.complete(kind, "")).as(kind).isEmpty();
        }
        cli.configure("viewers=everyone-in-group\n");
        assertOffered();
    }

    @Test
    void anAdministratorIsOfferedAndToldEverything() throws IOException {
        cli.configure("");
        run("admins add --recover 1041");
        cli.configure("viewers=administrators\n");

        assertOffered();
        assertThat(run("list -o csv --columns label,owner").out()).contains("alpha", "Payroll");
        assertThat(run("history alpha").out()).contains("generate");
        assertThat(denials()).isEmpty();
    }

    @Test
    void tabOffersNothingToAnotherPersonWithTheUidOfAnAdministrator() throws IOException {
        cli.configure("");
        run("admins add --recover 1041");
        cli.configure("viewers=administrators\n");
        database.execute("UPDATE administrator SET name = 'somebody' WHERE uid = 1041");

        assertThat(cli.complete("all", "")).isEmpty();
    }

    @Test
    void everyoneInTheGroupMayLookIfThePolicySaysSo() throws IOException {
        cli.configure("viewers=everyone-in-group\n");

        assertThat(run("list -o csv --columns label").out()).contains("alpha");
        assertThat(denials()).isEmpty();
    }

    /** Looking costs nothing more without the setting: a grant that was tampered with is not even seen. */
    @Test
    void theRoleIsReadOnlyIfItIsNeeded() throws IOException {
        database.execute("UPDATE administrator SET name = 'somebody'");
        for (String command : List.of("show alpha --no-code", "revoke alpha --dry-run", "disable alpha --dry-run")) {
            cli.configure("viewers=administrators\n");
            cli.run(command.split(" ", -1)).exits(ExitCode.INTEGRITY);
            cli.configure("viewers=everyone-in-group\n");
            run(command);
        }
    }

    private void assertOffered() {
        for (String kind : KINDS) {
            assertThat(cli.complete(kind, "")).as(kind).isNotEmpty();
        }
    }
}

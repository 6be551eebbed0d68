package com.smartonboarding.apikeys.cli.command.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.RawDatabase;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.model.Verification.Result;
import com.smartonboarding.apikeys.verifier.TokenVerifier;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens are refused while they are disabled, and keep everything else. */
class DisableTest {
    private final Cli cli;
    private final String code;

    DisableTest(Cli cli) {
        this.cli = cli;
        code = cli.run("generate", "--label", "a", "--expires-in", "90d")
                .exits(ExitCode.OK)
                .line();
    }

    private Cli.Result run(String line) {
        return cli.run(line.split(" ", -1));
    }

    private String status() {
        return run("show a --field status").line();
    }

    @Test
    void disabledCodeIsRefusedUntilItsTokenIsEnabled() {
        assertThat(run("disable a --reason why -y").exits(ExitCode.OK).err()).startsWith("Disabled a (");

        cli.inPipe(code + "\n").run("verify").exits(ExitCode.REJECTED_DISABLED);
        cli.inPipe();
        assertThat(status()).isEqualTo("Disabled");
        assertThat(run("list --status disabled -o tsv --columns label,status").out())
                .isEqualTo("a\tDisabled\n");
        assertThat(run("list --status active").out()).isEmpty();

        assertThat(run("enable a -y").exits(ExitCode.OK).err()).startsWith("Enabled a (");
        cli.inPipe(code + "\n").run("verify").exits(ExitCode.OK);
        cli.inPipe();
        assertThat(status()).isEqualTo("Active");
    }

    @Test
    void itIsShownWhenByWhomAndWhyATokenWasDisabled() {
        String who = run("show a --field created_by").line();
        run("generate --label b");
        cli.run("disable", "a", "--reason", "looks odd", "-y").exits(ExitCode.OK);
        cli.at(Cli.START.plus(Duration.ofHours(3)));

        assertThat(run("show a --no-code").out()).contains("""
                Disabled:            2026-11-23T09:00:00Z (3 hours ago)
                Disabled by:         alice
                Disable reason:      looks odd
                """.replace("alice", who));
        assertThat(run("show a --no-code -o json").out()).contains("""
                  "disabled": "2026-11-23T09:00:00Z",
                  "disabled_by": "alice",
                  "disable_reason": "looks odd",
                """.replace("alice", who));
        assertThat(run("show a --field disable_reason").line()).isEqualTo("looks odd");
        String list = "list --sort label --columns label,disabled,disabled_by,disable_reason -o ";
        assertThat(run(list + "tsv").out()).isEqualTo("""
                a\t2026-11-23T09:00:00Z\talice\tlooks odd
                b\t\t\t
                """.replace("alice", who));
        assertThat(run(list + "csv").out()).contains("""
                "label","disabled","disabled_by","disable_reason"
                "a","2026-11-23T09:00:00Z","alice","looks odd"
                """.replace("alice", who));
        assertThat(run(list + "table").out())
                .contains("LABEL  DISABLED     DISABLED BY  ", "a      3 hours ago  " + who);
        assertThat(run("list -o jsonl").out())
                .contains(
                        ",\"disabled\":\"2026-11-23T09:00:00Z\",\"disabled_by\":\"" + who
                                + "\",\"disable_reason\":\"looks odd\"}",
                        ",\"disabled\":null,\"disabled_by\":null,\"disable_reason\":null}");

        run("enable a -y").exits(ExitCode.OK);
        assertThat(run("show a --no-code").out()).doesNotContain("isable");
        cli.at(Cli.START.plus(Duration.ofHours(5)));
        assertThat(cli.run(
                                "list",
                                "--as-of",
                                Cli.START.plus(Duration.ofHours(2)).toString(),
                                "--sort",
                                "label",
                                "--columns",
                                "label,disabled,disabled_by,disable_reason")
                        .out())
                .startsWith("a\t2026-11-23T09:00:00Z\t" + who + "\tlooks odd\n");
    }

    @Test
    void secretCodeIsKept() {
        run("disable a -y").exits(ExitCode.OK);

        assertThat(run("show a -q").exits(ExitCode.OK).line()).isEqualTo(code);
    }

    @Test
    void secondTimeSucceedsWithANoteAndWithoutAnEvent() {
        run("disable a -y").exits(ExitCode.OK);
        long events = run("audit list").out().lines().count();

        assertThat(run("disable a -y").exits(ExitCode.OK).err())
                .contains("was already disabled on 2026-11-23T09:00:00Z");
        run("enable a -y").exits(ExitCode.OK);
        assertThat(run("enable a -y").exits(ExitCode.OK).err()).contains("was not disabled");

        assertThat(run("audit list").out().lines()).hasSize((int) events + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"disable", "enable"})
    void revokedTokenStaysAsItIs(String command) {
        run("disable a -y").exits(ExitCode.OK);
        run("revoke a -y").exits(ExitCode.OK);

        assertThat(run(command + " a -y").exits(ExitCode.CONFLICT).err()).contains("is Revoked, which is final");
        assertThat(status()).isEqualTo("Revoked");
    }

    @Test
    void allOrNoneAreDisabled() {
        run("generate --label b");
        run("generate --label c");
        run("revoke c -y");

        run("disable a b c -y").exits(ExitCode.CONFLICT);
        run("disable a b -y --expect 3").exits(ExitCode.CONFLICT);
        run("disable a nothing -y").exits(ExitCode.NOT_FOUND);
        run("disable a b").exits(ExitCode.DECLINED);
        run("disable").exits(ExitCode.USAGE);
        assertThat(run("disable a b --dry-run").exits(ExitCode.OK).err()).contains("Would disable 2 tokens.");
        assertThat(run("list --status disabled").out()).isEmpty();

        run("disable a --label b -y --expect 2").exits(ExitCode.OK);
        assertThat(run("list --status disabled").out().lines()).hasSize(2);
    }

    @Test
    void filtersChooseAmongActiveTokensAndThenAmongDisabledOnes() {
        run("generate --label pay-1 --owner Payroll --meta env=prod");
        run("generate --label pay-2 --owner Payroll");
        run("generate --label pay-old --owner Payroll --expires-in 1h");
        run("generate --label pay-gone --owner Payroll");
        run("revoke pay-gone -y");
        cli.at(Cli.START.plus(Duration.ofHours(2)));

        run("disable --owner Payroll a -y").exits(ExitCode.USAGE);
        run("disable --owner Payroll").exits(ExitCode.DECLINED);
        run("disable --owner Payroll -y --expect 3").exits(ExitCode.CONFLICT);
        assertThat(run("disable --owner Payroll --dry-run").exits(ExitCode.OK).err())
                .contains("Would disable 2 tokens.");
        assertThat(run("list --status disabled").out()).isEmpty();

        run("disable --owner Payroll --meta env=prod -y --expect 1").exits(ExitCode.OK);
        assertThat(disabled()).isEqualTo("pay-1\n");
        run("disable --label-glob pay-* -y --expect 1").exits(ExitCode.OK);
        assertThat(disabled()).isEqualTo("pay-1\npay-2\n");
        assertThat(run("disable --owner Payroll -y").exits(ExitCode.OK).err())
                .isEqualTo("There are no tokens to disable.\n");

        run("enable --label-glob pay-* --owner nobody -y --expect 0").exits(ExitCode.OK);
        run("enable --owner Payroll -y --expect 2").exits(ExitCode.OK);
        assertThat(disabled()).isEmpty();
        assertThat(run("show pay-gone --field status").line()).isEqualTo("Revoked");
    }

    private String disabled() {
        return run("list --status disabled --sort label --columns label").out();
    }

    @Test
    void questionNamesTheTokens() {
        Cli.Result result = cli.atTerminal(80, "yes\n").run("disable", "a").exits(ExitCode.OK);

        assertThat(result.err()).contains("Disable");
        assertThat(status()).isEqualTo("Disabled");
    }

    @Test
    void labelStaysInUse() {
        run("disable a -y").exits(ExitCode.OK);

        assertThat(run("generate --label a").exits(ExitCode.CONFLICT).err())
                .contains("in use by the Disabled token a (");
        run("generate --label b").exits(ExitCode.OK);
        run("relabel b a").exits(ExitCode.CONFLICT);
        run("relabel a c").exits(ExitCode.OK);
    }

    @Test
    void disabledTokenIsNotRotated() {
        run("disable a -y").exits(ExitCode.OK);

        String id = run("show a --field id").line();
        assertThat(run("rotate a").exits(ExitCode.CONFLICT).err())
                .contains("is Disabled, and only an Active token can be rotated", "apikeys enable " + id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--finish", "--abort"})
    void runningRotationEndsEitherWay(String end) {
        String predecessor = run("show a --field id").line();
        run("rotate a").exits(ExitCode.OK);
        run("disable " + predecessor + " -y").exits(ExitCode.OK);
        assertThat(run("rotate --status a -o json").out()).contains("\"overlap\"");

        String said = run("rotate " + end + " a -y").exits(ExitCode.OK).err();

        assertThat(said.contains("It is Disabled, so neither token works now.")
                        && said.contains("apikeys enable " + predecessor))
                .isEqualTo(end.equals("--abort"));
        assertThat(run("show --id " + predecessor + " --field status").line())
                .isEqualTo(end.equals("--finish") ? "Revoked" : "Disabled");
    }

    @Test
    void rotationIsNotFinishedWithADisabledSuccessor() {
        run("rotate a").exits(ExitCode.OK);
        run("disable a -y").exits(ExitCode.OK);

        assertThat(run("rotate --finish a -y").exits(ExitCode.CONFLICT).err()).contains("is Disabled");
    }

    @Test
    void disabledTokenExpiresAndIsRevoked() {
        run("disable a -y").exits(ExitCode.OK);

        cli.at(Cli.START.plus(Duration.ofDays(91)));
        assertThat(status()).isEqualTo("Expired");
        cli.at(Cli.START);
        run("revoke a -y").exits(ExitCode.OK);
        assertThat(status()).isEqualTo("Revoked");
    }

    @Test
    void historyAndPastTellIt() {
        cli.at(Cli.START.plusSeconds(60));
        run("disable a --reason abused -y").exits(ExitCode.OK);
        cli.at(Cli.START.plusSeconds(120));
        run("enable a -y").exits(ExitCode.OK);
        cli.at(Cli.START.plusSeconds(180));

        assertThat(run("history a").out()).contains("disable", "abused", "enable");
        assertThat(statusAsOf("09:00:30")).isEqualTo("Active");
        assertThat(statusAsOf("09:01:30")).isEqualTo("Disabled");
        assertThat(statusAsOf("09:02:30")).isEqualTo("Active");
        assertThat(run("list --as-of 2026-11-23T09:01:30Z --status disabled --sort status")
                        .out())
                .isNotEmpty();
    }

    @Test
    void pastOfAPurgedTokenTellsIt() {
        cli.at(Cli.START.plusSeconds(60));
        run("disable a -y").exits(ExitCode.OK);
        cli.at(Cli.START.plusSeconds(120));
        run("revoke a -y").exits(ExitCode.OK);
        cli.at(Cli.START.plusSeconds(180));
        run("purge --revoked-before 0s -y").exits(ExitCode.OK);

        assertThat(statusAsOf("09:00:30")).isEqualTo("Active");
        assertThat(statusAsOf("09:01:30")).isEqualTo("Disabled");
        assertThat(statusAsOf("09:02:30")).isEqualTo("Revoked");
    }

    private String statusAsOf(String time) {
        return run("list --as-of 2026-11-23T" + time + "Z -o tsv --columns status")
                .exits(ExitCode.OK)
                .line();
    }

    /** A server that has the database open answers by the state of that moment. */
    @Test
    void openVerifierRefusesAtOnce() {
        try (TokenVerifier verifier = TokenVerifier.open(
                cli.database(), cli.keyFile(), Clock.fixed(Cli.START, ZoneOffset.UTC), failure -> {})) {
            for (int i = 0; i < 5; i++) {
                assertThat(verifier.verify(code).result()).isEqualTo(Result.VALID);
                run("disable a -y").exits(ExitCode.OK);
                assertThat(verifier.verify(code).result()).isEqualTo(Result.DISABLED);
                run("enable a -y").exits(ExitCode.OK);
            }
        }
    }

    /** Who can write the database cannot enable a token; without the MAC, this would have done it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE token SET disabled_at = NULL, disabled_by = NULL, disabled_by_name = NULL",
                "UPDATE token SET disabled_at = disabled_at + 1",
                "UPDATE token SET disabled_at = NULL",
            })
    void tamperingDoesNotEnable(String sql) {
        run("disable a -y").exits(ExitCode.OK);

        new RawDatabase(cli.database()).execute(sql);

        run("show a --no-code").exits(ExitCode.INTEGRITY);
        cli.inPipe(code + "\n").run("verify", "-q").exits(ExitCode.INTEGRITY);
    }
}

package com.smartonboarding.apikeys.cli.command.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a token is revoked, and when it is not. */
class RevokeTest {
    private final Cli cli;

    RevokeTest(Cli cli) {
        this.cli = cli;
        for (String label : new String[] {"a", "b", "c"}) {
            cli.run("generate", "--label", label).exits(ExitCode.OK);
        }
    }

    private String statuses() {
        return cli.run("list", "--columns", "label,status", "--sort", "label")
                .exits(ExitCode.OK)
                .out()
                .replace('\t', ' ')
                .replace('\n', ',');
    }

    @Test
    void severalAreRevokedTogetherWithTheReason() {
        Cli.Result result = cli.run("revoke", "a", "--label", "c", "a", "--reason", "laptop lost", "--yes")
                .exits(ExitCode.OK);

        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines()).hasSize(2).allMatch(line -> line.startsWith("Revoked "));
        assertThat(statuses()).isEqualTo("a Revoked,b Active,c Revoked,");
        assertThat(cli.run("show", "a", "--field", "revoke_reason").line()).isEqualTo("laptop lost");
    }

    @Test
    void noneIsRevokedWhenOneIsNotThere() {
        Cli.Result result = cli.run("revoke", "a", "nothing", "b", "-y").exits(ExitCode.NOT_FOUND);

        assertThat(result.err()).contains("'nothing'").doesNotContain("Revoked");
        assertThat(statuses()).isEqualTo("a Active,b Active,c Active,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"y\n", "Y\n", "yes\n", " YES \r\n"})
    void yesRevokes(String typed) {
        Cli.Result result = cli.atTerminal(80, typed).run("revoke", "a", "b").exits(ExitCode.OK);

        assertThat(result.err())
                .containsPattern("(?m)^\\w{12}  a +never$")
                .containsPattern("(?m)^\\w{12}  b +never$")
                .contains("Revoke these 2 tokens? [y/N] Revoked a (");
        assertThat(cli.inPipe()
                        .run("list", "--status", "revoked", "-o", "ids")
                        .out()
                        .lines())
                .hasSize(2);
    }

    @Test
    void whatComesAfterTheEndOfInputBeginsALine() {
        assertThat(cli.atTerminal(80, "").run("revoke", "a").err())
                .endsWith("[y/N] \napikeys: The answer was no. Nothing was changed.\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"n\n", "\n", "", "no\n", "yess\n", "ye", "\u0000\n"})
    void anythingElseDoesNot(String typed) {
        cli.atTerminal(80, typed).run("revoke", "a").exits(ExitCode.DECLINED);

        assertThat(cli.inPipe().run("list", "--status", "revoked").out()).isEmpty();
    }

    @Test
    void questionSaysThatTheTokenIsInUseAndByWhom() {
        use("a");

        Cli.Result result = cli.atTerminal(100, "n\n").run("revoke", "a").exits(ExitCode.DECLINED);

        assertThat(result.err())
                .contains(
                        ") is \u001b[33;1min use\u001b[m (last accessed 2 minutes ago from 192.0.2.7). Revoke it? [y/N] ");
        cli.at(Cli.START.plus(Duration.ofHours(2)));
        assertThat(cli.atTerminal(100, "n\n").run("revoke", "a").err())
                .doesNotContain("in use", "192.0.2.7")
                .contains(") was last accessed 2 hours ago. Revoke it? [y/N] ");
    }

    @Test
    void unaskedSaysAfterwardsThatItWasInUseButOnlyToAPerson() {
        use("a");
        use("b");

        assertThat(cli.atTerminal(80, "").run("revoke", "-y", "a", "c").err())
                .containsPattern("Revoked a \\(\\w{12}\\), which was in use \\(last accessed 2 minutes ago\\)\\.\n")
                .containsPattern("Revoked c \\(\\w{12}\\)\\.\n");
        assertThat(cli.inPipe().run("revoke", "-y", "b").err()).matches("Revoked b \\(\\w{12}\\)\\.\n");
    }

    @Test
    void whoWasAskedIsNotToldTwice() {
        use("a");

        assertThat(cli.atTerminal(80, "y\n").run("revoke", "a").err())
                .containsOnlyOnce("last accessed")
                .containsPattern("Revoked a \\(\\w{12}\\)\\.\n");
    }

    /** Makes the last access of the token two minutes old. */
    private void use(String label) {
        String code = cli.at(Cli.START).inPipe().run("show", label, "-q").line();
        cli.inPipe(code).run("verify", "-q", "--from", "192.0.2.7").exits(ExitCode.OK);
        cli.inPipe().at(Cli.START.plusSeconds(120));
    }

    @Test
    void whereNobodyCanBeAskedNothingIsRevoked() {
        Cli.Result result = cli.run("revoke", "a").exits(ExitCode.DECLINED);

        assertThat(result.err()).contains("no terminal to ask at", "--yes");
        assertThat(statuses()).startsWith("a Active,");
    }

    @Test
    void revokedAlreadyNeedsNoAnswerAndStaysAsItWas() {
        cli.run("revoke", "a", "-y", "--reason", "first").exits(ExitCode.OK);
        cli.at(Cli.START.plus(Duration.ofDays(1)));

        Cli.Result result = cli.run("revoke", "a", "--reason", "second").exits(ExitCode.OK);

        assertThat(result.err()).contains("was already revoked on 2026-11-23T09:00:00Z");
        assertThat(cli.run("show", "a", "--field", "revoke_reason").line()).isEqualTo("first");
    }

    @Test
    void revokedStaysRevokedAndNewStaysListedWhenTheClockIsSetBack() {
        cli.run("revoke", "a", "-y").exits(ExitCode.OK);

        cli.at(Cli.START.minus(Duration.ofHours(3)));

        assertThat(statuses()).isEqualTo("a Revoked,b Active,c Active,");
        assertThat(cli.run("show", "a", "--field", "status").line()).isEqualTo("Revoked");
        assertThat(cli.run("list", "--as-of", "2026-11-23T08:00:00Z")
                        .exits(ExitCode.OK)
                        .out())
                .isEmpty();
        cli.run("generate", "--label", "a").exits(ExitCode.OK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%1$s\n%2$s\n", "%1$s\r\n\r\n%2$s", "%1$s\nfound in the log\n", "%1$s\n%1$s"})
    void secondCodeOnStandardInputIsRefusedAndNeitherIsRevoked(String input) {
        String a = cli.run("show", "a", "-q").line();
        String b = cli.run("show", "b", "-q").line();

        Cli.Result result = cli.inPipe(input.formatted(a, b)).run("revoke", "--code-stdin", "--yes");
        cli.inPipe();

        assertThat(result.exits(ExitCode.USAGE).err())
                .contains("more than one line", "Nothing was changed")
                .doesNotContain(a.substring(17), b.substring(17));
        assertThat(statuses()).isEqualTo("a Active,b Active,c Active,");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\ufeff%s\r\n",
                "\n\ufeff\u00a0%s\n\0\0",
                "\u001b[200~`%s`\u001b[201~",
                "\n\n \"%s\"\t\n\n",
                "'%s'",
                "  %s"
            })
    void whatIsWrittenAroundACodeDoesNotMatter(String input) {
        String code = cli.run("show", "a", "-q").line();

        cli.inPipe(input.formatted(code)).run("revoke", "--code-stdin", "--yes").exits(ExitCode.OK);

        assertThat(cli.inPipe().run("show", "a", "--field", "status").line()).isEqualTo("Revoked");
    }

    @ParameterizedTest
    @ValueSource(strings = {"show 5jm", "show --id abc", "revoke x1 -y", "history --id a"})
    void beginningOfAnIdThatIsTooShortIsSaidToBe(String line) {
        assertThat(cli.run(line.split(" ", -1)).exits(ExitCode.NOT_FOUND).err())
                .contains("The beginning of an id must have at least 4 characters.");
        assertThat(cli.run("show", "web").exits(ExitCode.NOT_FOUND).err()).doesNotContain("beginning");
    }
}

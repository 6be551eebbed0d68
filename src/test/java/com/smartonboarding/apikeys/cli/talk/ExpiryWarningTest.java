package com.smartonboarding.apikeys.cli.talk;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only people who look at tokens at a terminal are told which of them expire soon. */
class ExpiryWarningTest {
    private final Cli cli;

    ExpiryWarningTest(Cli cli) {
        this.cli = cli;
        generate("late", "15d");
        generate("soon", "14d");
        cli.run("generate", "--label", "lasting").exits(ExitCode.OK);
    }

    private void generate(String label, String life) {
        cli.run("generate", "--label", label, "--expires-in", life).exits(ExitCode.OK);
    }

    private String said(String... args) {
        return cli.atTerminal(100, "").run(args).exits(ExitCode.OK).err();
    }

    @Test
    void listNamesThoseThatExpireWithinFourteenDays() {
        assertThat(said("list"))
                .isEqualTo(
                        "3 of 3 tokens: 3 active\nExpiring within 14 days: soon. To replace one, run 'apikeys rotate LABEL'.\n");
        assertThat(said("list", "l*")).isEqualTo("2 of 3 tokens: 2 active\n");
    }

    @Test
    void theSoonestAreNamedAndTheOthersCounted() {
        generate("d", "3d");
        generate("c", "2d");
        generate("b", "1d");

        assertThat(said("list", "--sort", "label")).contains("14 days: b, c, d and 1 more. ");
        assertThat(said("list", "[bcd]")).contains("14 days: b, c and d. ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list -o tsv", "list -o json", "list -o ids", "list --as-of 2026-11-23T09:00:00Z"})
    void programsAndThePastAreNotWarned(String line) {
        assertThat(said(line.split(" ", -1))).doesNotContain("Expiring");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "list -o table", "show soon", "show soon --no-code"})
    void nothingIsSaidInAPipe(String line) {
        assertThat(cli.inPipe().run(line.split(" ", -1)).exits(ExitCode.OK).err())
                .isEmpty();
    }

    @Test
    void showSaysItOfTheTokenAlone() {
        assertThat(said("show", "soon", "--no-code"))
                .containsPattern(
                        "^soon \\(\\w{12}\\) expires in 14 days\\. To replace it, run 'apikeys rotate \\w{12}'\\.\n$");
        assertThat(said("show", "soon")).contains("scrollback", "expires in 14 days. ");
        assertThat(said("show", "late", "--no-code")).isEmpty();
        assertThat(said("show", "soon", "-q")).doesNotContain("expires");
        assertThat(said("show", "soon", "--field", "expires")).isEmpty();
        assertThat(said("show", "soon", "--no-code", "-o", "json")).isEmpty();
    }

    @Test
    void whatIsRotatedRevokedOrExpiredIsSettled() {
        cli.run("rotate", "soon", "--grace", "1d", "--expires-in", "90d").exits(ExitCode.OK);
        assertThat(said("list")).doesNotContain("Expiring");
        cli.inPipe();
        generate("short", "1d");
        assertThat(said("list")).contains("Expiring within 14 days: short. ");
        cli.inPipe().run("revoke", "short", "-y").exits(ExitCode.OK);
        assertThat(said("list")).doesNotContain("Expiring");
        cli.inPipe();
        generate("short", "1d");
        cli.at(Cli.START.plus(Duration.ofDays(1)));
        assertThat(said("list", "short")).doesNotContain("Expiring");
    }
}

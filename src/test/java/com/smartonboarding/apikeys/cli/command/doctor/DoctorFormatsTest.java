package com.smartonboarding.apikeys.cli.command.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.JsonSchemas;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.output.doctor.PrometheusText;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What doctor prints in each format. */
class DoctorFormatsTest {
    private final Cli cli;

    DoctorFormatsTest(Cli cli) {
        this.cli = cli;
        cli.run("generate", "--label", "ci", "--expires-in", "10d").exits(ExitCode.OK);
    }

    @Test
    void metricsCountTokensAgesAndFindings() {
        cli.run("backup", "-q", cli.home().resolve("copy").toString()).exits(ExitCode.OK);
        cli.run("audit", "verify", "-q").exits(ExitCode.OK);
        cli.at(Cli.START.plus(Duration.ofHours(1)));

        Map<String, Long> samples = PrometheusText.read(
                cli.run("doctor", "-o", "prometheus").exits(ExitCode.FINDINGS).out());

        assertThat(samples)
                .containsEntry("apikeys_tokens{status=\"active\"}", 1L)
                .containsEntry("apikeys_tokens{status=\"revoked\"}", 0L)
                .containsEntry("apikeys_tokens_expiring{within=\"14d\"}", 1L)
                .containsEntry("apikeys_last_backup_age_seconds", 3600L)
                .containsEntry("apikeys_last_audit_verify_age_seconds", 3600L)
                .containsEntry("apikeys_findings{severity=\"warning\"}", 1L)
                .containsEntry("apikeys_findings{severity=\"error\"}", 0L)
                .containsEntry("apikeys_check_failed{check=\"expiring-tokens\"}", 1L)
                .containsEntry(
                        "apikeys_doctor_last_run_timestamp_seconds",
                        Cli.START.plus(Duration.ofHours(1)).getEpochSecond());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apikeys_x 1\n",
                "# HELP apikeys_x Text.\napikeys_x 1\n",
                "# HELP apikeys_x Text.\n# TYPE apikeys_x gauge\napikeys_x 1",
                "# HELP apikeys_x Text.\n# TYPE apikeys_x gauge\napikeys_x 1\napikeys_x 2\n",
                "# HELP apikeys_x Text.\n# TYPE apikeys_x gauge\napikeys_y 1\n",
                "# HELP apikeys_x Text.\n# TYPE apikeys_x gauge\napikeys_x one\n"
            })
    void readerOfMetricsIsStrict(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> PrometheusText.read(text));
    }

    @Test
    void brokenInstallationHasMetricsOfWhatIsKnown() throws Exception {
        Files.delete(cli.keyFile());

        Map<String, Long> samples = PrometheusText.read(
                cli.run("doctor", "-o", "prometheus").exits(ExitCode.FINDINGS).out());

        assertThat(samples)
                .containsEntry("apikeys_findings{severity=\"error\"}", 1L)
                .doesNotContainKey("apikeys_tokens{status=\"active\"}");
    }

    @Test
    void jsonOfABrokenInstallationIsValid() throws Exception {
        Files.delete(cli.database());

        JsonSchemas.assertValid(
                "doctor@1",
                cli.run("doctor", "-o", "json").exits(ExitCode.FINDINGS).out());
    }

    @Test
    void atATerminalTheSeverityIsColouredAndLinesAreWrapped() {
        String out =
                cli.atTerminal(60, "").run("doctor").exits(ExitCode.FINDINGS).out();

        assertThat(out).startsWith("\u001b[33mwarning:\u001b[m expiring-tokens: ");
        assertThat(out.lines().filter(line -> !line.startsWith("    ")))
                .allMatch(line -> line.replaceAll("\u001b[^m]*m", "").length() <= 60);
    }

    @Test
    void severityDecidesTheExitCode() {
        cli.run("doctor").exits(ExitCode.FINDINGS);
        cli.run("doctor", "--fail-on", "notice").exits(ExitCode.FINDINGS);
        cli.run("doctor", "--fail-on", "error").exits(ExitCode.OK);
        cli.run("doctor", "--fail-on", "never").exits(ExitCode.OK);
        assertThat(cli.run("doctor", "-q").exits(ExitCode.FINDINGS).out()).isEmpty();
        cli.run("doctor", "--fail-on", "always").exits(ExitCode.USAGE);
    }

    @Test
    void checksThatAreSkippedAreNamedWithTheReason() throws Exception {
        assertThat(cli.run("doctor").exits(ExitCode.FINDINGS).out()).endsWith("""
                0 errors, 1 warning, 0 notices in 30 checks; skipped 6:
                  class-data: this does not run from a package.
                  audit-trail, key-use: only a deep check reads the whole audit trail (use --deep).
                  service-account, operators, sudo-rule: this is not a shared server: the system configuration names no database, or another one.
                """);
        assertThat(cli.run("doctor", "--deep").exits(ExitCode.FINDINGS).out())
                .contains("in 32 checks; skipped 4:\n")
                .doesNotContain("audit-trail");
        Files.delete(cli.database());

        assertThat(cli.run("doctor").exits(ExitCode.FINDINGS).out())
                .contains("  schema: the findings about the files must be repaired first.\n")
                .contains(", endless-tokens, policy, labels, rotations: the tokens could not be read.\n");
    }
}

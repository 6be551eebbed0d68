package com.smartonboarding.apikeys.cli.command.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.launcher.Skip;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each thing that can be wrong with tokens is found, and the printed command mends it. */
class DoctorTokensTest {
    private final Cli cli;
    private final Patient patient;

    DoctorTokensTest(Cli cli) {
        this.cli = cli;
        patient = new Patient(cli);
    }

    private void generate(String label, String... expiry) {
        String[] words = {"generate", "--label", label};
        cli.run(IntStream.range(0, 3 + expiry.length)
                        .mapToObj(i -> i < 3 ? words[i] : expiry[i - 3])
                        .toArray(String[]::new))
                .exits(ExitCode.OK);
    }

    /** Some days later; a backup and a check were made just before, and the token that is always there is in use. */
    private void later(int days) {
        cli.at(Cli.START.plus(Duration.ofDays(days)));
        cli.run("backup", "-q", cli.home().resolve("copy" + days).toString()).exits(ExitCode.OK);
        cli.run("audit", "verify", "-q").exits(ExitCode.OK);
        String code = cli.run("show", "ci", "-q").exits(ExitCode.OK).line();
        cli.inPipe(code).run("verify", "-q").exits(ExitCode.OK);
        cli.inPipe();
    }

    @Test
    @Treats("expired-tokens")
    void longExpiredTokenIsFoundAndRevoked() throws Exception {
        patient.healthy();
        generate("old", "--expires-in", "1d");
        later(90);
        patient.hasNothing();
        later(92);

        patient.has("expired-tokens", "notice", "1 token expired more than 90 days ago and was not revoked: old (")
                .isTreated()
                .hasNothing();
    }

    @Test
    @Treats("expiring-tokens")
    void expiringTokensAreFoundAndRotated() throws Exception {
        patient.healthy();
        generate("a", "--expires-in", "30d");
        generate("b", "--expires-in", "29d");
        later(15);
        patient.has("expiring-tokens", "warning", "1 token expires within 14 days and has no successor: b (");
        later(16);

        patient.has("expiring-tokens", "warning", "2 tokens expire within 14 days and have no successors: a (")
                .isTreated()
                .hasNothing();
    }

    @Test
    @Treats("unused-tokens")
    void unusedTokenIsFoundAndRevoked() throws Exception {
        patient.healthy();
        generate("idle", "--expires-in", "300d");
        later(90);
        patient.hasNothing();
        later(91);

        patient.has("unused-tokens", "notice", "1 token was not used for 90 days: idle (")
                .isTreated()
                .hasNothing();
    }

    @Test
    @Treats("endless-tokens")
    void tokenWithoutExpiryIsFoundAndGetsOne() throws Exception {
        patient.healthy();
        generate("endless");

        patient.has("endless-tokens", "notice", "1 token never expires: endless (")
                .isTreated()
                .hasNothing();
    }

    @Test
    @Treats("policy")
    void tokenWithoutExpiryIsReportedOnceWhereThePolicyForbidsIt() throws Exception {
        patient.healthy();
        generate("endless");
        cli.configure("lifetime-max=310d\n");

        patient.has("policy", "warning", "1 token lives longer than the policy allows: endless (")
                .isTreated()
                .hasNothing();
    }

    @Test
    @Treats("policy")
    void tokenThatLivesLongerThanThePolicyAllowsIsFoundAndRotated() throws Exception {
        patient.healthy();
        generate("long", "--expires-in", "320d");
        cli.configure("lifetime-max=310d\n");

        patient.has("policy", "warning", "1 token lives longer than the policy allows: long (")
                .isTreated()
                .hasNothing();
    }

    @Test
    @Treats("policy")
    void tokenWithAScopeThatThePolicyDoesNotAllowIsFoundAndRevoked() throws Exception {
        patient.healthy();
        generate("wide", "--expires-in", "300d", "--scope", "admin");
        cli.configure("scopes=read write\n");

        patient.has("policy", "warning", "1 token has a scope that the policy does not allow: wide (")
                .isTreated()
                .hasNothing();
    }

    @Test
    @Treats("policy")
    void tokenWithoutTheDescriptionThatThePolicyRequiresIsFoundAndDescribed() throws Exception {
        requireCommand("edit");
        patient.healthy();
        cli.configure("description-required=true\n");

        patient.has("policy", "warning", "1 token has no description, and the policy requires one: ci (")
                .isTreated("TEXT", "'for the builds'")
                .hasNothing();
    }

    @Test
    @Treats("disabled-tokens")
    void longDisabledTokenIsFoundAndRevoked() throws Exception {
        requireCommand("disable");
        patient.healthy();
        generate("off", "--expires-in", "300d");
        cli.run("disable", "off", "-y").exits(ExitCode.OK);
        later(90);
        patient.hasNothing();
        later(91);

        patient.has("disabled-tokens", "notice", "1 token was disabled more than 90 days ago: off (")
                .isTreated()
                .hasNothing();
    }

    private static void requireCommand(String name) {
        if (!Cli.model().getSubcommands().containsKey(name)) {
            Skip.aloud("there is no command " + name + " yet");
        }
    }

    /** The first token keeps its label after its successor was given another one. */
    @Test
    @Treats("labels")
    void twoTokensWithOneLabelAreFoundAndOneIsRevoked() throws Exception {
        patient.healthy();
        generate("twice", "--expires-in", "300d");
        String successor =
                cli.run("rotate", "twice", "--grace", "5d").exits(ExitCode.OK).line();
        patient.hasNothing();
        cli.run("relabel", "--id", successor.substring(4, 16), "other").exits(ExitCode.OK);
        cli.at(Cli.START.plusSeconds(1));
        generate("twice", "--expires-in", "300d");

        patient.has(
                        "labels",
                        "warning",
                        "1 token has the label of a newer Active token that does not replace it: twice (")
                .isTreated()
                .hasNothing();
    }

    @Test
    @Treats("rotations")
    void rotationThatWasLeftOpenIsFoundAndFinished() throws Exception {
        patient.healthy();
        generate("open", "--expires-in", "300d");
        cli.run("rotate", "open", "--grace", "60d").exits(ExitCode.OK);
        later(7);
        patient.hasNothing();
        later(8);

        patient.has("rotations", "notice", "1 token was replaced more than 7 days ago and is still Active: open (")
                .isTreated()
                .hasNothing();
    }

    /** A code that cannot be written, while another process keeps the successor from being revoked. */
    @Test
    @Treats("rotations")
    void successorWithoutADeliveredCodeIsFoundAndAborted() throws Exception {
        patient.healthy();
        generate("lost", "--expires-in", "300d");
        cli.runLocking(Broken.STREAM, "rotate", "lost");
        cli.waitingAtMost(Duration.ofSeconds(30));
        patient.hasNothing();
        cli.at(Cli.START.plus(Duration.ofHours(2)));

        patient.has("rotations", "warning", "1 token has a successor whose code was not delivered: lost (")
                .isTreated()
                .hasNothing();
    }

    private static final class Broken extends OutputStream {
        private static final Broken STREAM = new Broken();

        @Override
        public void write(int b) throws IOException {
            throw new IOException("No space left on device");
        }
    }

    @Test
    @Treats("unused-tokens")
    void manyTokensAreOneFindingAndTheNextCallNamesTheNextOnes() throws Exception {
        patient.healthy();
        cli.inPipe(String.join(
                        "", IntStream.range(0, 60).mapToObj(i -> "t" + i + "\n").toList()))
                .run("generate", "--label-file", "-", "--expires-in", "300d")
                .exits(ExitCode.OK);
        cli.inPipe();
        later(91);

        patient.has("unused-tokens", "notice", "60 tokens were not used for 90 days: ")
                .isTreated();
        patient.has("unused-tokens", "notice", "10 tokens were not used for 90 days: ")
                .isTreated()
                .hasNothing();
        assertThat(cli.run("list", "--status", "active", "-o", "ids").out()).hasLineCount(1);
    }

    @Test
    @Treats("last-backup")
    void missingBackupIsFoundAndMade() throws Exception {
        patient.healthy();
        cli.at(Cli.START.plus(Duration.ofDays(7)));
        patient.hasNothing();
        cli.at(Cli.START.plus(Duration.ofDays(8)));

        patient.has("last-backup", "warning", "was never backed up").isTreated().hasNothing();

        cli.at(Cli.START.plus(Duration.ofDays(16)));
        patient.has("last-backup", "warning", "The last backup was made at 2026-12-01T09:00:00Z");
    }

    @Test
    @Treats("last-audit-verify")
    void missingCheckOfTheTrailIsFoundAndMade() throws Exception {
        patient.healthy();
        cli.at(Cli.START.plus(Duration.ofDays(31)));
        cli.run("backup", "-q", cli.home().resolve("copy").toString()).exits(ExitCode.OK);

        patient.has("last-audit-verify", "notice", "was never checked")
                .isTreated()
                .hasNothing();

        cli.at(Cli.START.plus(Duration.ofDays(62)));
        cli.run("backup", "-q", cli.home().resolve("copy2").toString()).exits(ExitCode.OK);
        patient.has("last-audit-verify", "notice", "was last checked at 2026-12-24T09:00:00Z");
    }
}

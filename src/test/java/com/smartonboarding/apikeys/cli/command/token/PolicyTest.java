package com.smartonboarding.apikeys.cli.command.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a policy refuses and sets, and what stays possible when it changes. */
class PolicyTest {
    private final Cli cli;

    PolicyTest(Cli cli) {
        this.cli = cli;
    }

    private Cli.Result run(String line) {
        return cli.run(line.split(" ", -1));
    }

    private String field(String token, String field) {
        return run("show " + token + " --field " + field).exits(ExitCode.OK).line();
    }

    private void assertNone() {
        assertThat(run("list -o ids").exits(ExitCode.OK).out()).isEmpty();
    }

    @Test
    void tokenWithoutAnExpiryGetsTheDefault() throws IOException {
        cli.configure("lifetime-default=90d\n");

        Cli.Result result = run("generate --label ci").exits(ExitCode.OK);

        assertThat(field("ci", "expires")).isEqualTo("2027-02-21T09:00:00Z");
        assertThat(result.err())
                .contains(
                        "It expires 2027-02-21T09:00:00Z. The lifetime is set by the policy: lifetime-default is '90d'"
                                + " in " + cli.home() + "/.config/apikeys/apikeys.properties.");
    }

    @Test
    void givenExpiryTakesPrecedenceOverTheDefaultAlone() throws IOException {
        cli.configure("lifetime-default=90d\n");

        Cli.Result result = run("generate --label ci --expires-in 365d").exits(ExitCode.OK);

        assertThat(field("ci", "expires")).isEqualTo("2027-11-23T09:00:00Z");
        assertThat(result.err()).doesNotContain("policy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lifetime-max=30d", "lifetime-max=30d\nlifetime-default=60d"})
    void tokenWithoutAnExpiryGetsTheLongestLifetimeIfTheDefaultIsNoShorter(String configuration) throws IOException {
        cli.configure(configuration + "\n");

        Cli.Result result = run("generate --label ci").exits(ExitCode.OK);

        assertThat(field("ci", "expires")).isEqualTo("2026-12-23T09:00:00Z");
        assertThat(result.err()).contains("The lifetime is set by the policy: lifetime-max is '30d'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--expires-in 721h",
                "--expires-at 2026-12-23T09:00:00.001Z",
                "--description x --scope read --scope admin",
                "--description x --scope *",
            })
    void whatIsOutsideOfThePolicyIsRefused(String options) throws IOException {
        cli.run("init").exits(ExitCode.OK);
        cli.configure("lifetime-max=30d\nscopes=read  write\ndescription-required = false\n");

        Cli.Result result = run("generate --label ci " + options).exits(ExitCode.USAGE);

        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("/apikeys.properties. Nothing was changed.");
        assertNone();
    }

    @Test
    void whatIsJustWithinThePolicyIsAllowed() throws IOException {
        cli.configure("lifetime-max=30d\nscopes=read write\ndescription-required=true\n");

        cli.run("generate", "--label", "a", "--expires-in", "30d", "--scope", "read", "--description", "A job")
                .exits(ExitCode.OK);
        cli.run("generate", "--label", "b", "--expires-at", "2026-12-23T09:00Z", "--description", "A job")
                .exits(ExitCode.OK);
    }

    @Test
    void descriptionThatIsRequiredIsAskedFor() throws IOException {
        cli.configure("description-required=true\n");

        Cli.Result result = run("generate --label ci").exits(ExitCode.USAGE);

        assertThat(result.err())
                .contains("The token needs a description: description-required is 'true' in ", "--description TEXT");
    }

    @Test
    void manyTokensAreRefusedAsOne() throws IOException {
        cli.run("init").exits(ExitCode.OK);
        cli.configure("lifetime-max=30d\nscopes=read\n");

        cli.inPipe("a\nb\n");
        run("generate --label-file - --scope admin").exits(ExitCode.USAGE);
        run("generate --label-file - --expires-in 31d").exits(ExitCode.USAGE);
        assertNone();

        Cli.Result result = run("generate --label-file - --scope read").exits(ExitCode.OK);
        assertThat(result.err()).contains("They expire 2026-12-23T09:00:00Z. The lifetime is set by the policy");
        assertThat(run("list --columns expires").out()).isEqualTo("2026-12-23T09:00:00Z\n".repeat(2));
    }

    @Test
    void labelThatIsThereAlreadyIsNotJudged() throws IOException {
        run("generate --label ci --scope admin").exits(ExitCode.OK);
        cli.configure("lifetime-max=30d\nscopes=read\ndescription-required=true\n");

        Cli.Result result = run("generate --label ci --scope admin --if-absent").exits(ExitCode.OK);

        assertThat(result.err()).contains("already exists; nothing was generated");
        run("generate --label new --scope admin --if-absent").exits(ExitCode.USAGE);
    }

    @Test
    void retryGetsTheSameTokenWhateverThePolicyIsNow() throws IOException {
        String code = run("generate --label ci --scope admin --request-id r")
                .exits(ExitCode.OK)
                .line();
        cli.inPipe("a\nb\n");
        String codes = run("generate --label-file - --request-id many")
                .exits(ExitCode.OK)
                .out();
        cli.inPipe();
        cli.at(Cli.START.plus(Duration.ofHours(1)));
        String successor = run("rotate ci --expires-in 365d --request-id rotated")
                .exits(ExitCode.OK)
                .line();
        cli.configure("lifetime-max=30d\nscopes=read\ndescription-required=true\n");

        assertThat(run("rotate ci --expires-in 365d --request-id rotated")
                        .exits(ExitCode.OK)
                        .line())
                .isEqualTo(successor);
        cli.inPipe("a\nb\n");
        assertThat(run("generate --label-file - --request-id many")
                        .exits(ExitCode.OK)
                        .out())
                .isEqualTo(codes);
        cli.inPipe();
        run("rotate --abort -y ci").exits(ExitCode.OK);
        Cli.Result again =
                run("generate --label ci --scope admin --request-id r").exits(ExitCode.OK);
        assertThat(again.line()).isEqualTo(code);
        assertThat(again.err()).contains("It does not expire.").doesNotContain("policy");
    }

    @Test
    void rotationStaysPossibleAndBringsTheExpiryWithinThePolicy() throws IOException {
        run("generate --label ci --scope admin").exits(ExitCode.OK);
        run("generate --label long --expires-in 365d").exits(ExitCode.OK);
        run("generate --label short --expires-in 7d").exits(ExitCode.OK);
        cli.configure("lifetime-default=7d\nlifetime-max=30d\nscopes=read\ndescription-required=true\n");

        assertThat(run("rotate ci").exits(ExitCode.OK).err())
                .contains(
                        "The new token expires 2026-12-23T09:00:00Z. The lifetime is set by the policy: lifetime-max is"
                                + " '30d'");
        assertThat(run("rotate long --grace 0 -y").exits(ExitCode.OK).err()).contains("lifetime-max is '30d'");
        assertThat(run("rotate short").exits(ExitCode.OK).err()).doesNotContain("policy");
        assertThat(field("ci", "expires")).isEqualTo("2026-12-23T09:00:00Z");
        assertThat(field("ci", "scopes")).isEqualTo("admin");
        assertThat(field("long", "expires")).isEqualTo("2026-12-23T09:00:00Z");
        assertThat(field("short", "expires")).isEqualTo("2026-11-30T09:00:00Z");
    }

    @Test
    void expiryThatARotationAsksForIsJudged() throws IOException {
        run("generate --label ci").exits(ExitCode.OK);
        cli.configure("lifetime-max=30d\n");

        assertThat(run("rotate ci --expires-in 31d").exits(ExitCode.USAGE).err())
                .contains("lifetime-max is '30d' in ", "Use --expires-in 30d, or an earlier expiry.");
        assertThat(run("rotate ci --expires-in 29d").exits(ExitCode.OK).err()).doesNotContain("policy");
    }

    @Test
    void siteThatKeepsNoCopiesKeepsNone() throws IOException {
        cli.configure("recoverable=never\n");

        run("generate --label ci").exits(ExitCode.OK);

        assertThat(field("ci", "recoverable")).isEqualTo("false");
        run("show ci").exits(ExitCode.NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lifetime-max=",
                "lifetime-max=0d",
                "lifetime-max=90",
                "lifetime-max=101y",
                "lifetime-default=for ever",
                "description-required=yes",
                "scopes=",
                "scopes=read,write",
                "recoverable=perhaps",
            })
    void valueThatIsNoneIsAnErrorThatNamesTheLine(String setting) throws IOException {
        cli.run("init").exits(ExitCode.OK);
        cli.configure("# one\n\ndatabase\\\n = /x\n" + setting + "\n");

        String key = setting.substring(0, setting.indexOf('='));
        assertThat(run("list").exits(ExitCode.USAGE).err())
                .startsWith("apikeys: The setting '" + key + "' in line 5 of " + cli.home()
                        + "/.config/apikeys/apikeys.properties is '");
    }

    @Test
    void tabOffersTheAllowedScopesOnly() throws IOException {
        run("generate --label ci --scope admin --scope read").exits(ExitCode.OK);
        assertThat(cli.complete("allowed", "")).isEqualTo("admin\nread\n");

        cli.configure("scopes=read write reports:read\n");

        assertThat(cli.complete("allowed", "")).isEqualTo("read\nreports:read\nwrite\n");
        assertThat(cli.complete("allowed", "w")).isEqualTo("write\n");
        assertThat(cli.complete("scopes", "")).as("of the tokens").isEqualTo("admin\nread\n");
    }
}

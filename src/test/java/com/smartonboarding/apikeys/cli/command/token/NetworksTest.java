package com.smartonboarding.apikeys.cli.command.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a token may be used from. */
class NetworksTest {
    private final Cli cli;
    private final String code;

    NetworksTest(Cli cli) {
        this.cli = cli;
        code = cli.run(
                        "generate",
                        "--label",
                        "ci",
                        "--from-network",
                        "2001:DB8::/32",
                        "--from-network",
                        "203.0.113.9",
                        "--from-network",
                        "10.0.0.0/8")
                .exits(ExitCode.OK)
                .line();
    }

    private Cli.Result verify(String... options) {
        String[] args = new String[options.length + 1];
        args[0] = "verify";
        System.arraycopy(options, 0, args, 1, options.length);
        return cli.inPipe(code + "\n").run(args);
    }

    private String lastAccessedFrom() {
        return cli.inPipe()
                .run("show", "ci", "--field", "last_accessed_from")
                .out()
                .strip();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.255.0.1",
                "10.0.0.0",
                "203.0.113.9",
                "203.0.113.9:4711",
                "::ffff:10.1.2.3",
                "[::ffff:a01:203]:80",
                "2001:db8:1::1",
                "[2001:db8::1]:443"
            })
    void anAddressInsideIsAccepted(String address) {
        verify("--from", address).exits(ExitCode.OK);
        verify("--from", address, "--no-touch", "-q").exits(ExitCode.OK);

        assertThat(lastAccessedFrom()).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "11.0.0.0",
                "203.0.113.8",
                "::ffff:11.1.2.3",
                "2001:db9::1",
                "::10.1.2.3",
                "localhost",
                "10.0.0.1.example.com",
                "fe80::1%eth0",
                "2001:db8::1%eth0",
                "10.1",
                "010.0.0.1"
            })
    void anotherAddressIsRejectedAndNotRecorded(String address) {
        Cli.Result result = verify("--from", address).exits(ExitCode.REJECTED_NETWORK);

        assertThat(result.out()).isEmpty();
        assertThat(result.err()).isEqualTo("Rejected: the token may not be used from this address.\n");
        assertThat(verify("--from", address, "--no-touch", "-o", "json")
                        .exits(ExitCode.REJECTED_NETWORK)
                        .out())
                .contains("\"valid\":false,\"result\":\"outside_network\",\"id\":null")
                .contains("\"networks\":[]");
        assertThat(verify("--from", address, "--stream").exits(ExitCode.OK).out())
                .contains("\"result\":\"outside_network\"");
        assertThat(lastAccessedFrom()).isEmpty();
    }

    /** The caller may know the address although it does not tell it, and can then check the networks itself. */
    @Test
    void withoutAnAddressTheAnswerNamesTheNetworks() {
        assertThat(verify("-o", "json").exits(ExitCode.OK).out())
                .contains("\"networks\":[\"10.0.0.0/8\",\"203.0.113.9/32\",\"2001:db8::/32\"],");
        assertThat(verify("--stream").exits(ExitCode.OK).out())
                .contains("\"networks\":[\"10.0.0.0/8\",\"203.0.113.9/32\",\"2001:db8::/32\"],");
    }

    /** The control: without networks, the same addresses are all accepted. */
    @ParameterizedTest
    @ValueSource(strings = {"11.0.0.0", "localhost", "2001:db9::1"})
    void aTokenWithoutNetworksMayBeUsedFromEverywhere(String address) {
        String other = cli.run("generate", "--label", "other").line();

        cli.inPipe(other).run("verify", "--from", address).exits(ExitCode.OK);
    }

    @Test
    void aMissingScopeIsNamedFirst() {
        verify("--from", "11.0.0.0", "--scope", "x").exits(ExitCode.REJECTED_SCOPE);
        cli.inPipe().run("revoke", "ci", "-y").exits(ExitCode.OK);
        verify("--from", "11.0.0.0").exits(ExitCode.REJECTED_REVOKED);
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, any ci",
        "::ffff:10.1.2.3, any ci",
        "[2001:db8::1]:443, any ci",
        "198.51.100.7, any other",
        "192.0.2.1, any"
    })
    void theListIsOfTokensThatMayBeUsedFromAnAddress(String address, String labels) {
        cli.run("generate", "--label", "other", "--from-network", "198.51.100.0/24");
        cli.run("generate", "--label", "any");

        Cli.Result result = cli.run("list", "--allowed-from", address, "--sort", "label", "--columns", "label")
                .exits(ExitCode.OK);

        assertThat(result.out().lines()).containsExactly(labels.split(" ", -1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "10.0.0.0/8", "10.1", ""})
    void aListFromNoAddressIsRefused(String address) {
        assertThat(cli.run("list", "--allowed-from", address)
                        .exits(ExitCode.USAGE)
                        .err())
                .contains("it is not an address such as 203.0.113.9");
    }

    @Test
    void theyAreShown() {
        assertThat(cli.run("show", "ci", "--no-code").out())
                .contains("Networks:            10.0.0.0/8 203.0.113.9/32 2001:db8::/32\n");
        assertThat(cli.run("list", "--columns", "label,networks", "-o", "tsv").out())
                .isEqualTo("ci\t10.0.0.0/8 203.0.113.9/32 2001:db8::/32\n");
        assertThat(cli.run("show", "ci", "--field", "networks").line())
                .isEqualTo("10.0.0.0/8 203.0.113.9/32 2001:db8::/32");
    }
}

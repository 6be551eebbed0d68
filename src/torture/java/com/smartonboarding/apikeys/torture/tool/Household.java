package com.smartonboarding.apikeys.torture.tool;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.Homes;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A home with tokens of every kind. Each trial begins with a copy of it.
 *
 * @param codes the codes by label; {@code old} is the code of the predecessor of {@code epsilon}
 */
public record Household(Path home, Map<String, String> codes) {
    /**
     * Makes tokens that are Active, without a sealed copy, rotated, revoked long ago or about to expire, and {@code
     * more} others.
     */
    public static Household furnish(Path home, int more) {
        Cli cli = new Cli(home).at(Instant.now().minus(Duration.ofDays(500)));
        Map<String, String> codes = new TreeMap<>();
        codes.put("gamma", generate(cli, "gamma"));
        cli.run("revoke", "gamma", "-y", "--reason", "laptop lost").exits(ExitCode.OK);
        cli.at(Instant.now().minus(Duration.ofHours(2)));
        codes.put("alpha", generate(cli, "alpha"));
        codes.put(
                "beta",
                generate(cli, "beta", "--scope", "deploy", "--description", "the second", "--expires-in", "90d"));
        codes.put("delta", generate(cli, "delta", "--once"));
        codes.put("old", generate(cli, "epsilon"));
        codes.put(
                "epsilon", cli.run("rotate", "epsilon", "-q").exits(ExitCode.OK).line());
        for (int i = 0; i < more; i++) {
            codes.put("more-" + i, generate(cli, "more-" + i, "--description", "d".repeat(i % 100 + 1)));
        }
        cli.inPipe(codes.get("alpha") + "\n").run("verify", "-q").exits(ExitCode.OK);
        cli.inPipe().run("admins", "add", "54321").exits(ExitCode.OK);
        return new Household(home, codes);
    }

    private static String generate(Cli cli, String label, String... options) {
        String[] args = new String[options.length + 4];
        System.arraycopy(new String[] {"generate", "-q", "--label", label}, 0, args, 0, 4);
        System.arraycopy(options, 0, args, 4, options.length);
        return cli.run(args).exits(ExitCode.OK).line();
    }

    /** A copy of this home in another folder. */
    public Household copy(Path to) throws IOException {
        Homes.copy(home, to);
        return new Household(to, codes);
    }

    /** The tool in-process, in this home, with the real clock. */
    public Cli cli() {
        return cli(home);
    }

    public static Cli cli(Path home) {
        return new Cli(home).at(Instant.now());
    }

    public String code(String label) {
        return Objects.requireNonNull(codes.get(label), label);
    }

    /** What the tool acknowledged while it made the tokens of this home. */
    public Ledger ledger() {
        Ledger ledger = new Ledger();
        codes.values().forEach(ledger::live);
        return codes.isEmpty() ? ledger : ledger.ended(code("gamma"));
    }
}

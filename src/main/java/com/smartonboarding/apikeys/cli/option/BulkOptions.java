package com.smartonboarding.apikeys.cli.option;

import java.util.OptionalLong;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Options that make a change to many tokens safe: preview it, then refuse it if the number of tokens differs from the
 * preview.
 */
public final class BulkOptions implements Syntax {
    private final Flag dryRun = Flag.of("-n, --dry-run", "Print the tokens that would be changed, and change nothing.");

    private final Value<Long> expect = Value.of(
            "--expect N",
            Long.class,
            new CountConverter(),
            "Change nothing (exit code 6) unless exactly N tokens would be changed.");

    private final Flag yes = Flag.of("-y, --yes", "Do not ask.");

    public boolean dryRun() {
        return dryRun.isGiven();
    }

    /** The number of tokens that must be affected, if it was given. */
    public OptionalLong expected() {
        Long count = expect.get();
        return count == null ? OptionalLong.empty() : OptionalLong.of(count);
    }

    public boolean yes() {
        return yes.isGiven();
    }

    @Override
    public void addTo(CommandSpec command) {
        Syntax.addAll(command, dryRun, expect, yes);
    }
}

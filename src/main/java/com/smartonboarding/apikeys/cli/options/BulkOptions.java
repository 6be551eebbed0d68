package com.smartonboarding.apikeys.cli.options;

import java.util.OptionalLong;
import picocli.CommandLine.Model.CommandSpec;

/** What makes a change to many tokens safe: to see it first, and to refuse another number than the one seen. */
public final class BulkOptions implements Syntax {
    private final Flag dryRun = Flag.of("-n, --dry-run", "Print the tokens that would be changed, and change nothing.");

    private final Value<Long> expect = Value.of(
            "--expect N",
            Long.class,
            new CountConverter(),
            "Change nothing (exit code 6) unless it is exactly so many tokens.");

    private final Flag yes = Flag.of("-y, --yes", "Do not ask.");

    public boolean dryRun() {
        return dryRun.isGiven();
    }

    /** How many tokens it must be, if that was said. */
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

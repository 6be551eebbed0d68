package com.smartonboarding.apikeys.cli.option;

import java.util.OptionalLong;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Options that make a change to many tokens safe: preview it, then refuse it if the number of tokens differs from the
 * preview.
 */
public final class BulkOptions implements Declaration {
    private final Flag dryRun = Flag.of("-n, --dry-run", "Print the tokens that would be changed, and change nothing.");

    private final Value<Long> expect =
            Value.count("--expect N", "Change nothing (exit code 6) unless exactly N tokens would be changed.");

    private final Flag yes = Flag.of("-y, --yes", "Do not ask for confirmation.");

    /**
     * How careful a change to many tokens is to be.
     *
     * @param dryRun whether to print the tokens and change nothing
     * @param yes whether to change them without a question
     * @param expected the required number of tokens; with any other number, nothing is changed
     */
    public record Caution(boolean dryRun, boolean yes, OptionalLong expected) {}

    public Caution caution() {
        Long count = expect.get();
        OptionalLong expected = count == null ? OptionalLong.empty() : OptionalLong.of(count);
        return new Caution(dryRun.isGiven(), yes.isGiven(), expected);
    }

    @Override
    public void addTo(CommandSpec command) {
        Declaration.addAll(command, dryRun, expect, yes);
    }
}

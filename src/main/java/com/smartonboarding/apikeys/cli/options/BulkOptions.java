package com.smartonboarding.apikeys.cli.options;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What makes a change to many tokens safe: to see it first, and to refuse another number than the one seen. */
@Command
public final class BulkOptions {
    @Option(
            names = {"-n", "--dry-run"},
            description = "Print the tokens that would be changed, and change nothing.")
    private boolean dryRun;

    @Option(
            names = "--expect",
            paramLabel = "N",
            converter = CountConverter.class,
            description = "Change nothing (exit code 6) unless it is exactly so many tokens.")
    private @Nullable Long expect;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    public boolean dryRun() {
        return dryRun;
    }

    /** How many tokens it must be, if that was said. */
    public OptionalLong expected() {
        return expect == null ? OptionalLong.empty() : OptionalLong.of(expect);
    }

    public boolean yes() {
        return yes;
    }
}

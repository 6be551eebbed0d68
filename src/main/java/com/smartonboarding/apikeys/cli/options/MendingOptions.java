package com.smartonboarding.apikeys.cli.options;

import picocli.CommandLine.Option;

/** What {@code scan} does about codes of Active tokens; there is one when {@code --revoke} is given. */
public final class MendingOptions {
    @Option(
            names = "--revoke",
            required = true,
            description = "Revoke the Active tokens whose codes were found, all or none; exits with 0 then. Needs the"
                    + " System Administrator role.")
    @SuppressWarnings("unused") // picocli makes the group when it is given
    private boolean revoke;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            converter = ReasonConverter.class,
            description = "Why; 'found by scan' unless given.")
    private String reason = "found by scan";

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    /** Why the tokens are revoked. */
    public String reason() {
        return reason;
    }

    public boolean yes() {
        return yes;
    }
}

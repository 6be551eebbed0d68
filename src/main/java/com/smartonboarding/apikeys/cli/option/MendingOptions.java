package com.smartonboarding.apikeys.cli.option;

import java.util.OptionalLong;
import picocli.CommandLine.Model.CommandSpec;

/** What {@code scan} does when it finds codes of Active tokens. */
public final class MendingOptions implements Declaration {
    private final Flag revoke = Flag.of(
                    "--revoke",
                    "Revoke all Active tokens with a code that was found. If one cannot be revoked, none is. If all"
                            + " were revoked, the exit code is 0, or 18 if something could not be searched. Needs the"
                            + " System Administrator role.")
            .required();

    private final Value<String> reason = Value.of(
            "--reason TEXT",
            String.class,
            new Converters.Reason(),
            "Why the tokens are revoked (default: 'found by scan').");

    private final Flag yes = Flag.of("-y, --yes", "Do not ask for confirmation.");

    public boolean revokes() {
        return revoke.isGiven();
    }

    /** Why the tokens are revoked. */
    public String reason() {
        return reason.orElse("found by scan");
    }

    public BulkOptions.Caution caution() {
        return new BulkOptions.Caution(false, yes.isGiven(), OptionalLong.empty());
    }

    @Override
    public void addTo(CommandSpec command) {
        Combination.together("Revoking what was found", revoke, reason, yes).addTo(command);
    }
}

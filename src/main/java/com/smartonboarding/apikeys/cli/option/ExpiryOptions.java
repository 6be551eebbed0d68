package com.smartonboarding.apikeys.cli.option;

import com.smartonboarding.apikeys.model.Expiry;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Model.CommandSpec;

/** When a new token stops authenticating. The options exclude each other. */
public final class ExpiryOptions implements Declaration {
    private final Value<Duration> in;
    private final Value<Instant> at;

    /** The expiry of the only token that the command makes. */
    public ExpiryOptions() {
        this("Expire");
    }

    private ExpiryOptions(String expire) {
        in = Value.duration("--expires-in DURATION", expire + " after this long, such as 90d or 12h.");
        at = Value.time(
                "--expires-at TIME", expire + " at this time, such as 2027-03-31 (0:00 UTC) or 2027-03-31T18:00Z.");
    }

    /** The expiry of the new token, where the command has an old one, too. */
    public static ExpiryOptions ofNewToken() {
        return new ExpiryOptions("The new token expires");
    }

    /** The given expiry; without an option, the token never expires. */
    public Expiry toExpiry() {
        return new Expiry(in.get(), at.get());
    }

    @Override
    public void addTo(CommandSpec command) {
        Combination.oneOf("", in, at).addTo(command);
    }
}

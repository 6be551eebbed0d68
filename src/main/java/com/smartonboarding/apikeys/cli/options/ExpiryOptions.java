package com.smartonboarding.apikeys.cli.options;

import com.smartonboarding.apikeys.model.Expiry;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** When a new token stops authenticating; each of these excludes the other. */
public final class ExpiryOptions {
    @Option(
            names = "--expires-in",
            required = true,
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "Expire after this long, such as 90d or 12h.")
    private @Nullable Duration in;

    @Option(
            names = "--expires-at",
            required = true,
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Expire at 2027-03-31 (0:00 UTC) or 2027-03-31T18:00Z.")
    private @Nullable Instant at;

    public Expiry toExpiry() {
        return new Expiry(in, at);
    }
}

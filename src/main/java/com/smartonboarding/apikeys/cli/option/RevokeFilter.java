package com.smartonboarding.apikeys.cli.option;

import com.smartonboarding.apikeys.model.Status;
import com.smartonboarding.apikeys.service.ListQuery;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** Which tokens to revoke without naming them. If there are several conditions, all must hold. */
public final class RevokeFilter implements Declaration {
    private final Flag expired = Flag.of("--expired", "All tokens that have expired.");

    private final Value<Duration> unusedFor = Value.duration(
            "--unused-for DURATION",
            "All tokens that were not used for this long. If a token was never used, the time since its creation counts."
                    + " apikeys first waits 15 seconds, because 'verify --stream' records accesses only every ten seconds."
                    + " Codes that were checked with 'verify --no-touch' do not count as used.");

    private final TraitFilter traits = new TraitFilter();

    /** Whether the filter depends on when tokens were last used. */
    public boolean asksForUse() {
        return unusedFor.get() != null;
    }

    /** The query that the options describe; empty if none was given. */
    public Optional<ListQuery> toQuery() {
        if (!expired.isGiven() && unusedFor.get() == null && !traits.isGiven()) {
            return Optional.empty();
        }
        Set<Status> statuses =
                expired.isGiven() ? EnumSet.of(Status.EXPIRED) : EnumSet.complementOf(EnumSet.of(Status.REVOKED));
        return Optional.of(traits.toQuery(statuses, unusedFor.get()));
    }

    @Override
    public void addTo(CommandSpec command) {
        Declaration.addAll(command, expired, unusedFor, traits);
    }
}

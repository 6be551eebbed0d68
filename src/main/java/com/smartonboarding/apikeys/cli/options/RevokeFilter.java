package com.smartonboarding.apikeys.cli.options;

import com.smartonboarding.apikeys.model.Status;
import com.smartonboarding.apikeys.model.TokenOrder;
import com.smartonboarding.apikeys.service.ListQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Which tokens to revoke without naming them; of several conditions, all must hold. */
@Command
public final class RevokeFilter {
    @Option(names = "--expired", description = "All tokens that have expired.")
    private boolean expired;

    @Option(
            names = "--unused-for",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "All not accessed for so long, or never since they were generated so long ago.")
    private @Nullable Duration unusedFor;

    @Option(
            names = "--label-glob",
            paramLabel = "GLOB",
            description = "All whose label matches, with *, ? and [a-z]; any of several.")
    private List<String> globs = new ArrayList<>();

    /** The query that the options ask; empty when none was given. */
    public Optional<ListQuery> toQuery() {
        if (!expired && unusedFor == null && globs.isEmpty()) {
            return Optional.empty();
        }
        Set<Status> statuses = expired ? EnumSet.of(Status.EXPIRED) : EnumSet.of(Status.ACTIVE, Status.EXPIRED);
        return Optional.of(new ListQuery(
                ListFilter.checked(globs),
                statuses,
                unusedFor,
                null,
                null,
                List.of(),
                TokenOrder.OLDEST_FIRST,
                Long.MAX_VALUE,
                null));
    }
}

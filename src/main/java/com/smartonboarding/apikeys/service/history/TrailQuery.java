package com.smartonboarding.apikeys.service.history;

import com.smartonboarding.apikeys.audit.AuditEvent;
import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.model.TokenReference;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which events of the audit trail to list; every condition must hold, and an absent one always does.
 *
 * @param token the token that they are about
 * @param actor the login name or the uid of the user who acted
 * @param actions any of these; empty means all
 * @param denied whether to list only attempts that were denied
 * @param since the earliest time
 * @param until the time before which they happened
 * @param after the sequence after which to begin
 * @param limit the most events to list
 * @param newestFirst whether the last event comes first
 */
public record TrailQuery(
        @Nullable TokenReference token,
        @Nullable String actor,
        List<AuditAction> actions,
        boolean denied,
        @Nullable Instant since,
        @Nullable Instant until,
        long after,
        long limit,
        boolean newestFirst) {

    /**
     * Whether the event is one to list.
     *
     * @param tokenId the id of the token that {@link #token} means; null for any
     */
    boolean matches(AuditEvent event, @Nullable String tokenId) {
        return (tokenId == null || tokenId.equals(event.tokenId()))
                && (actor == null
                        || actor.equals(event.actor().name())
                        || actor.equals(Long.toString(event.actor().uid())))
                && (actions.isEmpty() || actions.stream().anyMatch(action -> Trace.is(event, action)))
                && (!denied || event.denied())
                && (since == null || !event.at().isBefore(since))
                && (until == null || event.at().isBefore(until));
    }
}

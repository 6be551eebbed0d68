package com.smartonboarding.apikeys.audit;

import com.smartonboarding.apikeys.model.AuditAction;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the audit trail: what, when, on which token, and by whom. It contains only ids, never codes.
 *
 * @param sequence 1 for the first event of a database, then counting up; the order of events, whatever the clock said
 * @param at the clock's time, to the millisecond
 * @param clockRegressed whether the clock was behind the previous event
 * @param action the word of an {@link AuditAction}
 * @param denied whether the attempt was refused for lack of the role
 * @param tokenId the token that it was about
 * @param detail any other information: a reason, a former label, another user
 */
public record AuditEvent(
        long sequence,
        Instant at,
        boolean clockRegressed,
        String action,
        boolean denied,
        @Nullable String tokenId,
        @Nullable String detail,
        AuditActor actor) {

    /** An event that has no place in the trail yet. */
    public static AuditEvent of(
            Instant at,
            AuditAction action,
            boolean denied,
            @Nullable String tokenId,
            @Nullable String detail,
            AuditActor actor) {
        return new AuditEvent(0, at, false, action.word(), denied, tokenId, detail, actor);
    }

    /** The same event at its place in the trail. */
    public AuditEvent placed(long itsSequence, boolean itsClockRegressed) {
        return new AuditEvent(itsSequence, at, itsClockRegressed, action, denied, tokenId, detail, actor);
    }
}

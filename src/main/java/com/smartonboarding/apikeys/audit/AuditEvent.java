package com.smartonboarding.apikeys.audit;

import com.smartonboarding.apikeys.secret.CanonicalForm;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the audit trail: what, when, on which token, and who. Codes are never in it, only ids.
 *
 * @param sequence 1 for the first event of a database, then one more each; the order of events, whatever the clock said
 * @param at the clock's time, to the millisecond
 * @param clockRegressed whether the clock was behind the event before
 * @param action the word of an {@link AuditAction}
 * @param denied whether the attempt was refused for lack of the role
 * @param tokenId the token it was about
 * @param detail what else there is to know: a reason, a former label, another user
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

    /** The bytes that the chain's MAC is over. */
    public CanonicalForm canonicalForm() {
        return new CanonicalForm("audit event")
                .add(sequence)
                .add(at.toEpochMilli())
                .add(clockRegressed ? 1L : 0L)
                .add(action)
                .add(denied ? 1L : 0L)
                .add(tokenId)
                .add(detail)
                .add(actor.uid())
                .add(actor.name())
                .add(actor.account())
                .add(actor.via())
                .add(actor.loginUid())
                .add(actor.terminal())
                .add(actor.toolVersion());
    }
}

package com.smartonboarding.apikeys.service.rotate;

import com.smartonboarding.apikeys.failure.ConflictException;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.failure.OutcomeUnknownException;
import com.smartonboarding.apikeys.failure.UndeliveredException;
import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.model.Expiry;
import com.smartonboarding.apikeys.model.Notes;
import com.smartonboarding.apikeys.model.RequestKey;
import com.smartonboarding.apikeys.model.Status;
import com.smartonboarding.apikeys.model.Succession;
import com.smartonboarding.apikeys.model.SystemReason;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.TokenReference;
import com.smartonboarding.apikeys.model.result.Issued;
import com.smartonboarding.apikeys.model.result.Rotation;
import com.smartonboarding.apikeys.service.EventDetail;
import com.smartonboarding.apikeys.service.Session;
import com.smartonboarding.apikeys.service.issue.CodeDelivery;
import com.smartonboarding.apikeys.service.issue.Handover;
import com.smartonboarding.apikeys.service.issue.Retry;
import com.smartonboarding.apikeys.service.issue.TokenIssuer;
import com.smartonboarding.apikeys.service.policy.PolicySetting;
import com.smartonboarding.apikeys.store.StoredToken;
import com.smartonboarding.apikeys.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Replaces a token by a successor without an outage. The order is: make the successor, commit, deliver its code, and
 * only then shorten the predecessor's life. Whatever dies in between leaves a token that works.
 */
public final class TokenRotator {
    private final Session session;

    public TokenRotator(Session session) {
        this.session = session;
    }

    /**
     * What a rotation did: the successor, and the predecessor as it is now.
     *
     * @param limitedBy the setting of the policy that gave the successor a shorter lifetime than its predecessor had;
     *     null if none did
     */
    public record Rotated(
            Issued successor, Token predecessor, @Nullable PolicySetting<Duration> limitedBy) {}

    /** The token that a rotation would replace. Needs the role, so that no question is asked in vain. */
    public Token plan(TokenReference reference) {
        return session.lookAsAdministrator(
                AuditAction.ROTATE,
                List.of(reference),
                transaction -> session.finder(transaction).find(reference).token());
    }

    /**
     * Makes a successor and delivers its code. Then the predecessor's grace period starts, or with no grace it is
     * revoked.
     */
    public Rotated rotate(RotateRequest request, CodeDelivery delivery) {
        try (delivery) {
            delivery.open(1);
            return rotateTo(request, delivery);
        }
    }

    private Rotated rotateTo(RotateRequest request, CodeDelivery delivery) {
        Issued issued = session.asAdministrator(AuditAction.ROTATE, List.of(request.token()), transaction -> {
            Issued answer = succeed(transaction, request, delivery);
            delivery.prepare(List.of(answer));
            return answer;
        });
        new Handover(session, delivery).deliver(List.of(issued));
        try {
            Token predecessor = shorten(issued.token(), request.grace());
            return new Rotated(issued, predecessor, limitedBy(request, issued, predecessor));
        } catch (UndeliveredException e) {
            throw e; // the predecessor stays unchanged
        } catch (Failure e) {
            throw notShortened(issued.token(), request, delivery, e);
        }
    }

    private @Nullable PolicySetting<Duration> limitedBy(RotateRequest request, Issued successor, Token predecessor) {
        boolean limited = successor.outcome() == Issued.Outcome.NEW
                && request.expiry().equals(Expiry.NEVER)
                && session.policy().limits(lifetime(predecessor));
        return limited ? session.policy().lifetimeMax() : null;
    }

    private static Failure notShortened(Token successor, RotateRequest request, CodeDelivery delivery, Failure why) {
        String goesOn = why instanceof OutcomeUnknownException ? " may be unchanged: " : " is unchanged: ";
        Next next = request.requestId() == null
                ? Next.FINISH_ROTATION
                : successor.recoverable() ? Next.REPEAT_ROTATION : Next.FINISH_ROTATION_UNREPEATED;
        return new OutcomeUnknownException(
                        "The successor " + successor.name() + " was made and its code was written to "
                                + delivery.place() + ", but its predecessor " + successor.predecessorId() + goesOn
                                + why.fact(),
                        why)
                .advising(next, successor.id());
    }

    /**
     * The rotation that a token is part of, as a predecessor whose successor lives, or else as a successor; needs no
     * role.
     */
    public Rotation status(TokenReference reference) {
        return session.database().read(transaction -> new RotationFinder(session, transaction).find(reference));
    }

    private Issued succeed(Transaction transaction, RotateRequest request, CodeDelivery delivery) {
        Retry retry = Retry.find(session, transaction, request.requestId(), request.canonicalForm());
        Optional<StoredToken> made = retry.latest();
        if (made.isEmpty()) {
            StoredToken before = session.finder(transaction).find(request.token());
            return succeed(transaction, before, request, retry);
        }
        Rotation rotation = requireSame(transaction, request, made.get().token());
        return retry.one(rotation.isDelivered(), delivery)
                .map(again -> again.get(0))
                .orElseGet(() -> succeed(
                        transaction, RotationFinder.stored(transaction, rotation.predecessor()), request, retry));
    }

    private Issued succeed(Transaction transaction, StoredToken before, RotateRequest request, Retry retry) {
        Token token = before.token();
        RotationFinder finder = new RotationFinder(session, transaction);
        finder.requireNotUnderWay(token);
        Status status = token.status(session.now());
        if (status != Status.ACTIVE) {
            Failure inactive = new ConflictException(
                    token.name() + " is " + status.word() + ", and only an Active token can be rotated.");
            throw status == Status.DISABLED
                    ? inactive.advising(Next.ENABLE, token.id())
                    : inactive.advising(Next.GENERATE);
        }
        finder.requireLabelFree(token);
        Issued issued = new TokenIssuer(session, transaction)
                .issue(
                        List.of(token.label()),
                        draft(token, request, retry.key()),
                        EventDetail.successorOf(token.id()),
                        count -> {})
                .get(0);
        // If an earlier successor was revoked, start from the expiry that the predecessor had before that rotation.
        transaction
                .tokens()
                .update(
                        before,
                        before.succeeded(
                                token.expiresAtUnrotated(),
                                new Succession(issued.token().id(), null, null)));
        session.record(
                transaction,
                AuditAction.ROTATE,
                token.id(),
                EventDetail.successor(issued.token().id()));
        return issued;
    }

    private TokenIssuer.Draft draft(Token predecessor, RotateRequest request, @Nullable RequestKey key) {
        Instant now = session.now();
        boolean asked = !request.expiry().equals(Expiry.NEVER);
        Expiry expiry = asked ? request.expiry() : session.policy().expiryOfSuccessor(lifetime(predecessor));
        Instant expiresAt = TokenIssuer.expiresAt(expiry, now);
        if (asked) {
            session.policy().requireLifetimeOfNew(now, expiresAt);
        }
        return new TokenIssuer.Draft(
                predecessor.description(),
                predecessor.scopes(),
                Notes.of(predecessor),
                expiresAt,
                predecessor.recoverable(),
                predecessor.id(),
                key);
    }

    /** The lifetime that a token had before a rotation shortened it. */
    private static Expiry lifetime(Token token) {
        Instant expiresAt = token.expiresAtUnrotated();
        return expiresAt == null ? Expiry.NEVER : new Expiry(Duration.between(token.createdAt(), expiresAt), null);
    }

    /** Ends the predecessor's life after the grace period, or now. A shortened or revoked one stays as it is. */
    private Token shorten(Token successor, Duration grace) {
        // Revoking must work on a full disk, too. Shortening a life can wait until there is space.
        return grace.isZero()
                ? session.database().writeEvenOnFullDisk(transaction -> shorten(transaction, successor, grace))
                : session.database().write(transaction -> shorten(transaction, successor, grace));
    }

    private Token shorten(Transaction transaction, Token successor, Duration grace) {
        StoredToken stored = RotationFinder.stored(transaction, successor);
        Handover.requireNotRevoked(stored.token());
        if (Handover.isToBeNoted(stored)) {
            Handover.noteDelivered(session, transaction, stored);
        }
        Rotation rotation = new RotationFinder(session, transaction).of(successor);
        Token token = rotation.predecessor();
        if (rotation.phase() != Rotation.Phase.UNDELIVERED) {
            return token;
        }
        if (grace.isZero()) {
            return RotationEnder.revoke(session, transaction, token, SystemReason.ROTATED);
        }
        Instant now = session.now();
        Instant end = now.plus(grace);
        Instant former = token.expiresAt();
        Instant expiresAt = former != null && former.isBefore(end) ? former : end;
        StoredToken before = RotationFinder.stored(transaction, token);
        StoredToken after = before.succeeded(expiresAt, new Succession(successor.id(), now, former));
        transaction.tokens().update(before, after);
        session.record(
                transaction,
                AuditAction.ROTATE,
                token.id(),
                EventDetail.successor(successor.id()) + " delivered; ends " + expiresAt);
        return after.token();
    }

    /** The rotation that a repeated request made, if the request names one of its tokens. */
    private Rotation requireSame(Transaction transaction, RotateRequest request, Token made) {
        Rotation rotation = new RotationFinder(session, transaction).of(made);
        String meant = session.finder(transaction).find(request.token()).token().id();
        if (!meant.equals(made.id()) && !meant.equals(rotation.predecessor().id())) {
            throw Retry.usedForSomethingElse(String.valueOf(request.requestId()), made);
        }
        return rotation;
    }
}

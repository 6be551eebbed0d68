package com.smartonboarding.apikeys.service.rotate;

import com.smartonboarding.apikeys.failure.ConflictException;
import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.model.LastAccess;
import com.smartonboarding.apikeys.model.Status;
import com.smartonboarding.apikeys.model.Succession;
import com.smartonboarding.apikeys.model.SystemReason;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.TokenReference;
import com.smartonboarding.apikeys.model.result.Rotation;
import com.smartonboarding.apikeys.service.Session;
import com.smartonboarding.apikeys.service.TokenRevoker;
import com.smartonboarding.apikeys.store.StoredToken;
import com.smartonboarding.apikeys.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The two ways to end a rotation by hand: with the successor, or with the predecessor. */
public final class RotationEnder {
    private final Session session;

    public RotationEnder(Session session) {
        this.session = session;
    }

    /** The rotation that would be ended. Needs the role, so that no question is asked in vain. */
    public Rotation plan(TokenReference reference) {
        return session.lookAsAdministrator(
                AuditAction.ROTATE,
                List.of(reference),
                transaction -> new RotationFinder(session, transaction).find(reference));
    }

    /**
     * Revokes the predecessor if nobody used it for this long. Succeeds if it is already revoked. Uses are recorded
     * with a delay, so this checks twice, and every use before the first check counts.
     *
     * @param pause waits until everything that happened before the call is on record
     */
    public Rotation finishIfIdle(TokenReference reference, Duration idle, Runnable pause) {
        Rotation rotation = plan(reference);
        if (rotation.predecessor().status(session.now()) == Status.ACTIVE) {
            requireWorkingSuccessor(rotation);
            requireIdle(rotation.predecessor(), idle);
            pause.run();
        }
        return finish(reference, idle);
    }

    /** Revokes the predecessor, and returns the rotation as it is afterwards. Succeeds if it is already revoked. */
    public Rotation finish(TokenReference reference) {
        return finish(reference, null);
    }

    private Rotation finish(TokenReference reference, @Nullable Duration ifIdle) {
        return session.asAdministratorEvenOnFullDisk(AuditAction.ROTATE, List.of(reference), transaction -> {
            Rotation rotation = new RotationFinder(session, transaction).find(reference);
            Token predecessor = rotation.predecessor();
            if (predecessor.revocation() != null) {
                return rotation;
            }
            requireWorkingSuccessor(rotation);
            if (ifIdle != null) {
                requireIdle(predecessor, ifIdle);
            }
            return new Rotation(
                    revoke(session, transaction, predecessor, SystemReason.ROTATED),
                    rotation.successor(),
                    session.now());
        });
    }

    /** Revokes the successor, and restores the predecessor's expiry and its claim to the label. */
    public Rotation abort(TokenReference reference) {
        return session.asAdministrator(AuditAction.ROTATE, List.of(reference), transaction -> {
            Rotation rotation = new RotationFinder(session, transaction).find(reference);
            Token predecessor = rotation.predecessor();
            Token successor = rotation.successor();
            if (predecessor.revocation() != null) {
                throw new ConflictException("The predecessor " + predecessor.name()
                                + " was revoked. Aborting would leave no token that works.")
                        .advising(Next.REVOKE_SUCCESSOR, successor.id());
            }
            if (successor.revocation() == null) {
                new RotationFinder(session, transaction).requireNotReplaced(successor);
                successor = revoke(session, transaction, successor, SystemReason.ABORTED);
            }
            return new Rotation(restore(transaction, rotation), successor, session.now());
        });
    }

    private void requireWorkingSuccessor(Rotation rotation) {
        Token successor = rotation.successor();
        if (successor.status(session.now()) != Status.ACTIVE) {
            throw new ConflictException("The successor " + successor.name() + " is "
                    + successor.status(session.now()).word()
                    + ". Finishing would leave no token that works.");
        }
        if (!rotation.isDelivered()) {
            throw new ConflictException("The code of the successor " + successor.name()
                            + " was never used, and there is no record of its delivery. Finishing could leave nobody"
                            + " with a code that works.")
                    .advising(Next.REPEAT_OR_ABORT_ROTATION, successor.id());
        }
    }

    /**
     * Accesses are recorded at most once a minute, so the true last access may be that much later. A token that was
     * never used counts from its creation, because it has not existed for longer. An expired or disabled predecessor
     * authenticates nobody, so finishing cannot lock anyone out.
     */
    private void requireIdle(Token predecessor, Duration idle) {
        LastAccess access = predecessor.lastAccess();
        Instant idleFrom = (access == null ? predecessor.createdAt() : access.latestUse()).plus(idle);
        if (predecessor.status(session.now()) != Status.ACTIVE || !idleFrom.isAfter(session.now())) {
            return;
        }
        // Round up to the next whole second, because the message has whole seconds.
        Instant soonest = idleFrom.plusMillis(999).truncatedTo(ChronoUnit.SECONDS);
        String name = "The predecessor " + predecessor.name();
        throw access == null
                ? new ConflictException(name + " was never accessed, but it was created only at "
                                + predecessor.createdAt().truncatedTo(ChronoUnit.SECONDS)
                                + ", too recently to know that nobody uses it.")
                        .advising("Try again after " + soonest + ".")
                : new ConflictException(name + " is still in use: last accessed "
                                + access.at().truncatedTo(ChronoUnit.SECONDS)
                                + (access.from() == null ? "" : " from " + access.from()) + ".")
                        .advising("Find out who still uses it, and finish after " + soonest + ".");
    }

    /** Keeps the record that the token was rotated, so that a second abort does not undo an earlier rotation. */
    private Token restore(Transaction transaction, Rotation rotation) {
        Token predecessor = rotation.predecessor();
        StoredToken before = RotationFinder.stored(transaction, predecessor);
        StoredToken after = before.succeeded(
                predecessor.expiresAtUnrotated(),
                new Succession(rotation.successor().id(), null, null));
        if (after.token().status(session.now()).keepsLabel()) {
            new RotationFinder(session, transaction).requireLabelFree(predecessor);
        }
        if (rotation.isShortened()) {
            transaction.tokens().update(before, after);
            session.record(transaction, AuditAction.ROTATE, predecessor.id(), SystemReason.ABORTED.sentence());
        }
        return after.token();
    }

    static Token revoke(Session session, Transaction transaction, Token token, SystemReason reason) {
        return TokenRevoker.switchOff(
                session, transaction, RotationFinder.stored(transaction, token), AuditAction.REVOKE, reason);
    }
}

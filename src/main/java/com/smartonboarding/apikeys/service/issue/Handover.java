package com.smartonboarding.apikeys.service.issue;

import com.smartonboarding.apikeys.failure.Advice;
import com.smartonboarding.apikeys.failure.DiskFullException;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.failure.OutcomeUnknownException;
import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.failure.UndeliveredException;
import com.smartonboarding.apikeys.files.IoErrorText;
import com.smartonboarding.apikeys.files.NotDurableException;
import com.smartonboarding.apikeys.files.UncertainException;
import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.model.Revocation;
import com.smartonboarding.apikeys.model.SystemReason;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.result.Issued;
import com.smartonboarding.apikeys.service.Session;
import com.smartonboarding.apikeys.service.TokenRevoker;
import com.smartonboarding.apikeys.store.StoredToken;
import com.smartonboarding.apikeys.store.Transaction;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Delivers codes whose tokens are durable, and handles the tokens if that fails. */
public final class Handover {
    private final Session session;
    private final CodeDelivery delivery;

    public Handover(Session session, CodeDelivery delivery) {
        this.session = session;
        this.delivery = delivery;
    }

    /**
     * Delivers the codes that one request made. If they cannot be delivered and never were before, nobody knows them,
     * so all of the tokens are revoked.
     */
    public void deliver(List<Issued> issued) {
        try {
            delivery.deliver();
        } catch (NotDurableException e) {
            throw notDurable(issued, e);
        } catch (UncertainException e) {
            throw uncertain(issued, e);
        } catch (IOException | Failure e) {
            throw undelivered(issued, e);
        }
    }

    /**
     * Whether the delivery must be recorded: only if a repetition could act on it, that is, if the request has an id
     * and no copy of the code is kept to deliver it again.
     */
    public static boolean isToBeNoted(StoredToken stored) {
        return stored.request() != null && stored.seal() == null && stored.deliveredAt() == null;
    }

    /**
     * Records that the code of this token was delivered, so that no repetition takes it for lost.
     *
     * @throws UndeliveredException if a repetition did so in the meantime, and revoked the token
     */
    public static void noteDelivered(Session session, Transaction transaction, StoredToken stored) {
        requireNotRevoked(stored.token());
        transaction.tokens().update(stored, stored.delivered(session.now()));
        session.record(transaction, AuditAction.DELIVER, stored.token().id(), null);
    }

    /** Refuses to go on with a token that was revoked while its code was handed over. */
    public static void requireNotRevoked(Token token) {
        Revocation revocation = token.revocation();
        if (revocation != null) {
            throw new UndeliveredException(
                    "While the code of " + token.name() + " was being delivered, another call revoked the token"
                            + (revocation.systemReason() == SystemReason.STRANDED
                                    ? ": it repeated the same request and assumed that this code was lost. Use the code from"
                                            + " the other call; the code from this call does not work."
                                    : ". The code does not work."),
                    null);
        }
    }

    /** Records that the codes were delivered, if a repetition of the request must know it. */
    void note(List<Issued> issued, @Nullable String requestId) {
        Issued first = issued.get(0);
        if (requestId == null
                || first.outcome() != Issued.Outcome.NEW
                || issued.stream().allMatch(each -> each.token().recoverable())) {
            return;
        }
        try {
            session.database().writeEvenOnFullDisk(transaction -> {
                for (Issued each : issued) {
                    StoredToken stored =
                            transaction.tokens().find(each.token().id()).orElseThrow();
                    if (isToBeNoted(stored)) {
                        noteDelivered(session, transaction, stored);
                    }
                }
                return issued;
            });
        } catch (UndeliveredException e) {
            throw e;
        } catch (Failure e) {
            boolean one = issued.size() == 1;
            throw new OutcomeUnknownException(
                            subject(issued) + (one ? " was" : " were") + " written to " + delivery.place() + " and "
                                    + (one ? "works" : "work") + ", but the delivery could not be recorded: "
                                    + e.fact(),
                            e)
                    .advising("You have two choices. To keep " + (one ? "this code" : "these codes") + ", use "
                            + (one ? "it" : "them") + " and do not repeat the request '" + requestId + "'. To replace "
                            + (one ? "it" : "them") + ", repeat the request: that revokes "
                            + (one ? "this token and makes a new one." : "these tokens and makes new ones."));
        }
    }

    /** The codes can be read at their destination, so revoking their tokens could only do harm. */
    private Failure notDurable(List<Issued> issued, NotDurableException cause) {
        boolean one = issued.size() == 1;
        return new OutcomeUnknownException(
                        subject(issued) + (one ? " was" : " were") + " written to " + delivery.place() + " and "
                                + (one ? "works" : "work") + ", but the file may not survive a power cut ("
                                + cause.getMessage()
                                + "). Nothing was revoked.",
                        cause)
                .advising(Next.SYNC_DISK);
    }

    /** A file that has the codes already must not be left with dead ones, so nothing is revoked. */
    private Failure uncertain(List<Issued> issued, UncertainException cause) {
        return new OutcomeUnknownException(
                        subject(issued) + " may or may not have been written to " + delivery.place() + " ("
                                + cause.reason() + "). Nothing was revoked.",
                        cause)
                .advising(
                        Next.CHECK_DELIVERY,
                        delivery.place(),
                        issued.get(0).token().id());
    }

    private Failure undelivered(List<Issued> issued, Exception cause) {
        boolean one = issued.size() == 1;
        String what = subject(issued) + " could not be written to " + delivery.place() + " (" + reason(cause) + ")";
        if (issued.get(0).outcome() == Issued.Outcome.REPEATED) {
            return new StorageException(
                            what
                                    + (one
                                            ? ". Its token is unchanged, because an earlier call may have delivered the code."
                                            : ". Their tokens are unchanged, because an earlier call may have delivered them."),
                            cause)
                    .advising("Fix the output and repeat the request.");
        }
        try {
            revoke(issued);
        } catch (Failure e) {
            return notRevoked(issued, what, e);
        }
        return new UndeliveredException(
                        what + (one ? ", so the token was revoked." : ", so all of them were revoked."), cause)
                .advising("Fix the output and try again.");
    }

    /** Revokes their tokens: all or none, but on a full disk in parts that fit, each of them durable. */
    private void revoke(List<Issued> issued) {
        try {
            session.database().writeEvenOnFullDisk(transaction -> {
                for (Issued each : issued) {
                    StoredToken stored =
                            transaction.tokens().find(each.token().id()).orElseThrow();
                    TokenRevoker.switchOff(
                            session, transaction, stored, AuditAction.UNDELIVERED, SystemReason.UNDELIVERED);
                }
                return issued;
            });
        } catch (DiskFullException e) {
            if (issued.size() == 1) {
                throw e;
            }
            int half = issued.size() / 2;
            revoke(issued.subList(0, half));
            revoke(issued.subList(half, issued.size()));
        }
    }

    private static Failure notRevoked(List<Issued> issued, String what, Failure why) {
        boolean one = issued.size() == 1;
        return new OutcomeUnknownException(
                        what
                                + (one
                                        ? ", and its token could not be revoked, so it may be Active with a code that nobody"
                                                + " knows. The cause: "
                                        : ", and they could not be revoked, so they may be Active with codes that nobody"
                                                + " knows. The cause: ")
                                + why.fact(),
                        why)
                .advising(one ? Advice.of(Next.REVOKE, issued.get(0).token().id()) : Advice.of(Next.REVOKE_LABELS));
    }

    private static String subject(List<Issued> issued) {
        String name = issued.get(0).token().name();
        return issued.size() == 1
                ? "The code of " + name
                : "The codes of " + issued.size() + " tokens, the first " + name + ",";
    }

    private static String reason(Exception cause) {
        return cause instanceof Failure failure ? failure.fact() : IoErrorText.of((IOException) cause);
    }
}

package com.smartonboarding.apikeys.service;

import com.smartonboarding.apikeys.audit.AuditAction;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.OutcomeUnknownException;
import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.failure.UndeliveredException;
import com.smartonboarding.apikeys.files.NotDurableException;
import com.smartonboarding.apikeys.store.StoredToken;
import java.io.IOException;
import java.util.List;

/** Handing over codes whose tokens are durable, and what becomes of the tokens where that fails. */
final class Handover {
    private final Session session;
    private final CodeDelivery delivery;

    Handover(Session session, CodeDelivery delivery) {
        this.session = session;
        this.delivery = delivery;
    }

    /**
     * Hands over the codes that one request made. What cannot be handed over, and never was before, is known to nobody, so
     * the tokens are revoked, all of them.
     */
    void deliver(List<Issued> issued) {
        try {
            delivery.deliver();
        } catch (NotDurableException e) {
            throw notDurable(issued, e);
        } catch (IOException | Failure e) {
            throw undelivered(issued, e);
        }
    }

    /** The codes can be read where they were asked for, so to revoke their tokens could only do harm. */
    private Failure notDurable(List<Issued> issued, NotDurableException cause) {
        boolean one = issued.size() == 1;
        return new OutcomeUnknownException(
                subject(issued) + (one ? " was" : " were") + " written to " + delivery.place() + " and "
                        + (one ? "works" : "work") + ", but the file may not survive a power cut (" + cause.getMessage()
                        + ").",
                "Nothing was revoked. Find out what is wrong with the disk, then run sync, and look whether the file is"
                        + " there.",
                cause);
    }

    private Failure undelivered(List<Issued> issued, Exception cause) {
        boolean one = issued.size() == 1;
        String what = subject(issued) + " could not be written to " + delivery.place() + " (" + reason(cause) + ")";
        if (issued.get(0).outcome() == Issued.Outcome.REPEATED) {
            return new StorageException(
                    what + ".",
                    (one
                                    ? "Its token stays as it is, since an earlier call may have delivered it."
                                    : "They stay as they are, since an earlier call may have delivered them.")
                            + " Mend the output and repeat the request.",
                    cause);
        }
        try {
            session.database().writeEvenOnFullDisk(transaction -> {
                for (Issued each : issued) {
                    StoredToken stored =
                            transaction.tokens().find(each.token().id()).orElseThrow();
                    Revoking.switchOff(session, transaction, stored, AuditAction.UNDELIVERED, Issuing.UNDELIVERED);
                }
                return issued;
            });
        } catch (Failure e) {
            return notRevoked(issued, what, e);
        }
        return new UndeliveredException(
                what + (one ? ", so the token was revoked." : ", so all of them were revoked.")
                        + " Mend the output and try again.",
                cause);
    }

    private static Failure notRevoked(List<Issued> issued, String what, Failure why) {
        return new OutcomeUnknownException(
                what
                        + (issued.size() == 1
                                ? ", and its token could not be revoked, so it may be Active with a code that nobody knows."
                                        + " Run: apikeys revoke "
                                        + issued.get(0).token().id()
                                : ", and they could not be revoked, so they may be Active with codes that nobody knows."
                                        + " Run, with the labels as they were given: xargs -d '\\n' apikeys revoke --yes"
                                        + " < LABELS")
                        + ". What stood in the way: " + why.fact(),
                why);
    }

    private static String subject(List<Issued> issued) {
        String name = issued.get(0).token().name();
        return issued.size() == 1
                ? "The code of " + name
                : "The codes of " + issued.size() + " tokens, the first " + name + ",";
    }

    private static String reason(Exception cause) {
        return cause instanceof Failure failure ? failure.fact() : String.valueOf(cause.getMessage());
    }
}

package com.smartonboarding.apikeys.service.issue;

import com.smartonboarding.apikeys.failure.ConflictException;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.model.Expiry;
import com.smartonboarding.apikeys.model.RequestKey;
import com.smartonboarding.apikeys.model.Revocation;
import com.smartonboarding.apikeys.model.Status;
import com.smartonboarding.apikeys.model.SystemReason;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.TokenCode;
import com.smartonboarding.apikeys.model.User;
import com.smartonboarding.apikeys.model.result.Issued;
import com.smartonboarding.apikeys.secret.CanonicalForm;
import com.smartonboarding.apikeys.service.Session;
import com.smartonboarding.apikeys.service.TokenRevoker;
import com.smartonboarding.apikeys.store.StoredToken;
import com.smartonboarding.apikeys.store.Transaction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Recognises by its request id a request that was made before. A retry gets the codes that the request got before. If
 * no copies of them were kept and they were not delivered, as far as is known, their tokens are revoked and the request
 * starts over.
 */
public final class Retry {
    private static final String ANOTHER_ID = "To make new tokens, choose another request id.";

    /** What the trail says about a code that is delivered once more. */
    private static final String REPEATED = "the request was repeated";

    private final Session session;
    private final Transaction transaction;
    private final @Nullable RequestKey key;
    /** The tokens that were not revoked first, then the newest. */
    private final List<StoredToken> made;

    private Retry(Session session, Transaction transaction, @Nullable RequestKey key, List<StoredToken> made) {
        this.session = session;
        this.transaction = transaction;
        this.key = key;
        this.made = made;
    }

    /**
     * Finds what the same request made before. If a different request had this id, that is a conflict.
     *
     * @param id null if the caller gave none; then the request is new
     * @param parameters everything that a retry must repeat
     */
    public static Retry find(Session session, Transaction transaction, @Nullable String id, CanonicalForm parameters) {
        if (id == null) {
            return new Retry(session, transaction, null, List.of());
        }
        RequestKey key = new RequestKey(id, transaction.keys().rowKey().mac(parameters));
        List<StoredToken> made = new ArrayList<>(
                transaction.tokens().findByRequest(session.user().uid(), id));
        made.sort(Comparator.comparing(stored -> stored.token().revocation() != null));
        Retry retry = new Retry(session, transaction, key, made);
        made.forEach(stored -> retry.requireSame(key, parameters, stored));
        return retry;
    }

    /** The key that is kept with the tokens that the request makes; null for a request without an id. */
    public @Nullable RequestKey key() {
        return key;
    }

    /** The token that the request made, the latest that was not revoked if there is one. Empty for a new request. */
    public Optional<StoredToken> latest() {
        return made.stream().findFirst();
    }

    /**
     * The answer to a request for one token. Empty if the request is new or starts over.
     *
     * @param rotated whether the code is known from a rotation to have been delivered
     * @param delivery where the code may be already, when the call that wrote it died before it could note that
     */
    public Optional<List<Issued>> one(boolean rotated, CodeDelivery delivery) {
        if (cameToNothing()) {
            return Optional.empty();
        }
        StoredToken stored = latest().orElseThrow();
        Token token = stored.token();
        String requestMade = "The request was made before, and its token " + token.name();
        if (token.status(session.now()) != Status.ACTIVE) {
            throw new ConflictException(requestMade
                            + switch (token.status(session.now())) {
                                case ACTIVE -> "";
                                case DISABLED -> " is disabled.";
                                case EXPIRED -> " has expired.";
                                case REVOKED -> " has been revoked since.";
                            })
                    .advising(ANOTHER_ID);
        }
        return again(
                List.of(stored),
                rotated,
                delivery,
                requestMade + " was delivered, but no copy of its code was kept, so it cannot be"
                        + " delivered again.");
    }

    /** The answer to a request for a token for each of these labels. Empty if the request is new or starts over. */
    Optional<List<Issued>> all(List<String> labels, CodeDelivery delivery) {
        if (cameToNothing()) {
            return Optional.empty();
        }
        Map<String, StoredToken> active = new HashMap<>();
        made.stream()
                .filter(stored -> stored.token().status(session.now()) == Status.ACTIVE)
                .forEach(stored -> active.put(stored.token().label(), stored));
        List<StoredToken> inOrder = new ArrayList<>(labels.size());
        for (String label : labels) {
            StoredToken stored = active.get(label);
            if (stored == null) {
                throw new ConflictException(
                                "The request was made before, but some of its tokens have since been revoked, disabled"
                                        + " or relabelled, or have expired, for example the one with the label " + label
                                        + ".")
                        .advising(ANOTHER_ID);
            }
            inOrder.add(stored);
        }
        return again(
                inOrder,
                false,
                delivery,
                "The request was made before and its codes were delivered, but no copies of them were kept, so they"
                        + " cannot be delivered again.");
    }

    /** Whether nobody got a code of this request, so that it may start over; also when it is new. */
    private boolean cameToNothing() {
        return made.stream().allMatch(stored -> {
            Revocation revocation = stored.token().revocation();
            return revocation != null
                    && (revocation.systemReason() == SystemReason.UNDELIVERED
                            || revocation.systemReason() == SystemReason.STRANDED);
        });
    }

    private Optional<List<Issued>> again(
            List<StoredToken> tokens, boolean rotated, CodeDelivery delivery, String noCopies) {
        List<TokenCode> codes = new ArrayList<>(tokens.size());
        List<String> ids = new ArrayList<>(tokens.size());
        boolean used = rotated;
        for (StoredToken stored : tokens) {
            stored.unseal(transaction.codeKeys()).ifPresent(codes::add);
            ids.add(stored.token().id());
            used |= stored.token().lastAccess() != null || stored.deliveredAt() != null;
        }
        if (codes.size() == tokens.size()) {
            session.recordAll(transaction, AuditAction.SHOW, ids, REPEATED);
            return Optional.of(issued(tokens, codes));
        }
        if (used) {
            throw new ConflictException(noCopies).advising(ANOTHER_ID);
        }
        List<TokenCode> present = delivery.present();
        if (areCodesOf(tokens, present)) {
            tokens.forEach(stored -> Handover.noteDelivered(session, transaction, stored));
            return Optional.of(issued(tokens, present));
        }
        tokens.forEach(stored ->
                TokenRevoker.switchOff(session, transaction, stored, AuditAction.REVOKE, SystemReason.STRANDED));
        return Optional.empty();
    }

    private boolean areCodesOf(List<StoredToken> tokens, List<TokenCode> codes) {
        boolean same = codes.size() == tokens.size();
        for (int i = 0; same && i < tokens.size(); i++) {
            same = tokens.get(i).isOf(codes.get(i), transaction.codeKeys());
        }
        return same;
    }

    private static List<Issued> issued(List<StoredToken> tokens, List<TokenCode> codes) {
        List<Issued> issued = new ArrayList<>(tokens.size());
        for (int i = 0; i < tokens.size(); i++) {
            issued.add(new Issued(tokens.get(i).token(), codes.get(i), Issued.Outcome.REPEATED));
        }
        return issued;
    }

    /**
     * Refuses a request id that this uid used for something else, or under another login name: a uid is given out
     * again.
     */
    private void requireSame(RequestKey asked, CanonicalForm parameters, StoredToken stored) {
        User maker = stored.token().createdBy();
        if (!maker.equals(session.user())) {
            throw new ConflictException("The request id '" + asked.id() + "' was used by " + maker.nameAndUid()
                            + ", and that uid is " + session.user().name() + " now.")
                    .advising("Choose another request id.");
        }
        RequestKey earlier = stored.request();
        if (earlier == null || !transaction.codeKeys().isMac(parameters, earlier.mac())) {
            throw transaction.audit().hasDroppedKeySince(stored.token().createdAt())
                    ? noLongerKnown(asked.id(), stored.token())
                    : usedForSomethingElse(asked.id(), stored.token());
        }
    }

    /** The key that made the MAC of the request may be gone, so this cannot be checked. */
    private static Failure noLongerKnown(String requestId, Token made) {
        return new ConflictException("The request id '" + requestId + "' made " + made.name()
                        + ". A master key was dropped since then, so the tool cannot tell whether this is the same"
                        + " request.")
                .advising("If it is, display the code of that token. Otherwise choose another request id.");
    }

    public static Failure usedForSomethingElse(String requestId, Token made) {
        return new ConflictException(
                        "The request id '" + requestId + "' was used for something else: it made " + made.name() + ".")
                .advising("Repeat exactly the same request, or choose another id.");
    }

    /** Adds an expiry to what a retry must repeat. */
    public static CanonicalForm add(CanonicalForm form, Expiry expiry) {
        return form.add(expiry.in() == null ? null : (Long) expiry.in().toMillis())
                .add(expiry.at() == null ? null : (Long) expiry.at().toEpochMilli());
    }
}

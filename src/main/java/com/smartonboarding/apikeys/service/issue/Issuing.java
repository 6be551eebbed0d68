package com.smartonboarding.apikeys.service.issue;

import com.smartonboarding.apikeys.audit.AuditAction;
import com.smartonboarding.apikeys.failure.ConflictException;
import com.smartonboarding.apikeys.failure.UndeliveredException;
import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.model.Expiry;
import com.smartonboarding.apikeys.model.Request;
import com.smartonboarding.apikeys.model.Revocation;
import com.smartonboarding.apikeys.model.Status;
import com.smartonboarding.apikeys.model.SystemReason;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.TokenCode;
import com.smartonboarding.apikeys.model.User;
import com.smartonboarding.apikeys.secret.CanonicalForm;
import com.smartonboarding.apikeys.secret.MacKey;
import com.smartonboarding.apikeys.service.Revoking;
import com.smartonboarding.apikeys.service.Session;
import com.smartonboarding.apikeys.service.Tokens;
import com.smartonboarding.apikeys.store.StoredToken;
import com.smartonboarding.apikeys.store.Transaction;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a token and recognises a retry: the part that generating and rotating share. */
public final class Issuing {
    /** What the trail says of a code that is handed over once more. */
    static final String REPEATED = "the request was repeated";

    private final Session session;

    public Issuing(Session session) {
        this.session = session;
    }

    /**
     * What the row of a new token shall say.
     *
     * @param recoverable whether a sealed copy of the code is to be kept, if this installation keeps any
     */
    public record Draft(
            String label,
            @Nullable String description,
            List<String> scopes,
            @Nullable Instant expiresAt,
            boolean recoverable,
            @Nullable String predecessorId,
            @Nullable Request request) {}

    /** The time of an expiry, which must be in the future. */
    @Nullable
    public Instant expiresAt(Expiry expiry, Instant now) {
        Instant expiresAt = expiry.time(now);
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            throw new UsageException("The expiry " + expiresAt.truncatedTo(ChronoUnit.SECONDS)
                    + " is not in the future. No token was generated.");
        }
        return expiresAt;
    }

    /** Draws a code and adds its token. */
    public Issued issue(Transaction transaction, Draft draft, @Nullable String detail) {
        TokenCode code = drawUnused(transaction);
        StoredToken stored = token(transaction, code, draft, session.now());
        transaction.tokens().insert(stored);
        session.record(transaction, AuditAction.GENERATE, code.id(), detail);
        return new Issued(stored.token(), code, Issued.Outcome.NEW);
    }

    /** The row of the token of a code that was drawn; tokens that are made together are created at one moment. */
    StoredToken token(Transaction transaction, TokenCode code, Draft draft, Instant now) {
        boolean recoverable = session.recoverable() && draft.recoverable();
        Token token = new Token(
                code.id(),
                draft.label(),
                draft.description(),
                draft.scopes(),
                now,
                session.user(),
                draft.expiresAt(),
                null,
                recoverable,
                null,
                draft.predecessorId(),
                null);
        byte[] seal =
                recoverable ? transaction.keys().seal(code, session.random().get()) : null;
        byte[] verifier = transaction.keys().verifier(code);
        return new StoredToken(token, transaction.keys().keyId(), verifier, seal, draft.request());
    }

    /** The request as it is kept with the token it makes; null for one without an id. */
    @Nullable
    public Request request(Transaction transaction, @Nullable String id, CanonicalForm parameters) {
        return id == null ? null : new Request(id, transaction.keys().rowKey().mac(parameters));
    }

    /** The token that the same request made earlier. If a different request had this id, that is a conflict. */
    public Optional<StoredToken> madeBy(Transaction transaction, @Nullable Request request) {
        if (request == null) {
            return Optional.empty();
        }
        List<StoredToken> newestFirst =
                transaction.tokens().findByRequest(session.user().uid(), request.id());
        Optional<StoredToken> made = newestFirst.stream()
                .filter(stored -> stored.token().revocation() == null)
                .findFirst()
                .or(() -> newestFirst.stream().findFirst());
        made.ifPresent(stored -> requireSame(request, stored));
        return made;
    }

    /** Refuses a request id that this uid used for something else, or under another login name: a uid is given out again. */
    void requireSame(Request request, StoredToken made) {
        User maker = made.token().createdBy();
        if (!maker.equals(session.user())) {
            throw new ConflictException(
                    "The request id '" + request.id() + "' was used by " + maker.nameAndUid() + ", and that uid is "
                            + session.user().name() + " now. Nothing was changed or shown; choose another request id.");
        }
        Request earlier = made.request();
        if (earlier == null || !MacKey.same(earlier.mac(), request.mac())) {
            throw usedForSomethingElse(request.id(), made.token());
        }
    }

    public static ConflictException usedForSomethingElse(String requestId, Token made) {
        return new ConflictException("The request id '" + requestId + "' was used for something else: it made "
                + made.name() + ". Nothing was changed; repeat exactly the same request, or choose another id.");
    }

    /**
     * The answer to a repeated request: the code that it got before. If no copy was kept and the code was not
     * delivered, as far as is known, the token is revoked; the empty result then says that the request starts over.
     *
     * @param rotated whether the code is known from the rotation to have been delivered
     * @param delivery where the code may be already, when the call that wrote it died before it could note that
     */
    public Optional<Issued> repeat(Transaction transaction, StoredToken made, boolean rotated, CodeDelivery delivery) {
        Token token = made.token();
        String requestMade = "The request was made before, and its token " + token.name();
        Revocation revocation = token.revocation();
        if (revocation != null) {
            if (cameToNothing(revocation)) {
                return Optional.empty();
            }
            throw new ConflictException(requestMade
                    + " has been revoked since. No token was generated; for a new one, choose another request id.");
        }
        if (token.status(session.now()) == Status.EXPIRED) {
            throw new ConflictException(
                    requestMade + " has expired. No token was generated; for a new one, choose another request id.");
        }
        Optional<TokenCode> code = Tokens.unseal(transaction, made);
        if (code.isPresent()) {
            session.record(transaction, AuditAction.SHOW, token.id(), REPEATED);
            return Optional.of(new Issued(token, code.get(), Issued.Outcome.REPEATED));
        }
        if (made.deliveredAt() != null || token.lastAccess() != null || rotated) {
            throw new ConflictException(
                    requestMade + " was delivered, but no copy of its code was kept, so it cannot be"
                            + " delivered again. Nothing was changed; for another token, choose another request id.");
        }
        List<TokenCode> present = delivery.present();
        if (present.size() == 1 && isCodeOf(transaction, present.get(0), made)) {
            noteDelivered(transaction, made);
            return Optional.of(new Issued(token, present.get(0), Issued.Outcome.REPEATED));
        }
        strand(transaction, made);
        return Optional.empty();
    }

    /** Whether this is the code of this token. */
    static boolean isCodeOf(Transaction transaction, TokenCode code, StoredToken stored) {
        return code.id().equals(stored.token().id())
                && MacKey.same(transaction.keys().verifier(code), stored.verifier());
    }

    /**
     * Records that the code of this token was delivered, so that no repetition takes it for lost.
     *
     * @throws UndeliveredException if a repetition did so in the meantime, and revoked the token
     */
    public void noteDelivered(Transaction transaction, StoredToken stored) {
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
                                    ? ": it repeated the same request and took this code for lost. Use the code from"
                                            + " the other call; the code from this call does not work."
                                    : ". The code does not work."),
                    null);
        }
    }

    /** Whether a token was revoked because nobody got its code, so that its request may start over. */
    static boolean cameToNothing(Revocation revocation) {
        return revocation.systemReason() == SystemReason.UNDELIVERED
                || revocation.systemReason() == SystemReason.STRANDED;
    }

    /** Revokes a token whose code nobody has, so that its request can start over. */
    void strand(Transaction transaction, StoredToken made) {
        Revoking.switchOff(session, transaction, made, AuditAction.REVOKE, SystemReason.STRANDED);
    }

    private TokenCode drawUnused(Transaction transaction) {
        TokenCode code = TokenCode.draw(session.random().get());
        while (!transaction.tokens().knownIds(List.of(code.id())).isEmpty()) {
            code = TokenCode.draw(session.random().get());
        }
        return code;
    }

    public static ConflictException labelInUse(Token other) {
        return new ConflictException("The label is in use by the active token " + other.name()
                + ". Choose another label, or first revoke that token: apikeys revoke " + other.id());
    }

    public static CanonicalForm add(CanonicalForm form, Expiry expiry) {
        return form.add(expiry.in() == null ? null : (Long) expiry.in().toMillis())
                .add(expiry.at() == null ? null : (Long) expiry.at().toEpochMilli());
    }
}

package com.smartonboarding.apikeys.service;

import com.smartonboarding.apikeys.audit.AuditAction;
import com.smartonboarding.apikeys.failure.ConflictException;
import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.model.Expiry;
import com.smartonboarding.apikeys.model.Request;
import com.smartonboarding.apikeys.model.Revocation;
import com.smartonboarding.apikeys.model.Status;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.TokenCode;
import com.smartonboarding.apikeys.secret.CanonicalForm;
import com.smartonboarding.apikeys.secret.MacKey;
import com.smartonboarding.apikeys.secret.Randomness;
import com.smartonboarding.apikeys.store.StoredToken;
import com.smartonboarding.apikeys.store.Transaction;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Making a token, and knowing a retry: what generating and rotating have in common. */
final class Issuing {
    static final String UNDELIVERED = "undelivered";
    /** What the trail says of a code that is handed over once more. */
    static final String REPEATED = "the request was repeated";

    private static final String STRANDED = "the request was repeated, and no copy of this code was kept";

    private final Session session;

    Issuing(Session session) {
        this.session = session;
    }

    /**
     * What the row of a new token shall say.
     *
     * @param recoverable whether a sealed copy of the code is to be kept, if this installation keeps any
     */
    record Draft(
            String label,
            @Nullable String description,
            List<String> scopes,
            @Nullable Instant expiresAt,
            boolean recoverable,
            @Nullable String predecessorId,
            @Nullable Request request) {}

    /** The time of an expiry, which must be in the future. */
    @Nullable
    Instant expiresAt(Expiry expiry, Instant now) {
        Instant expiresAt = expiry.time(now);
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            throw new UsageException("The expiry " + expiresAt.truncatedTo(ChronoUnit.SECONDS)
                    + " is not in the future. No token was generated.");
        }
        return expiresAt;
    }

    /** Draws a code and adds its token. */
    Issued issue(Transaction transaction, Draft draft, @Nullable String detail) {
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
        byte[] seal = recoverable ? transaction.keys().seal(code, Randomness.source()) : null;
        byte[] verifier = transaction.keys().verifier(code);
        return new StoredToken(token, transaction.keys().keyId(), verifier, seal, draft.request());
    }

    /** The request as it is kept with the token it makes; null for one without an id. */
    @Nullable
    Request request(Transaction transaction, @Nullable String id, CanonicalForm parameters) {
        return id == null ? null : new Request(id, transaction.keys().rowKey().mac(parameters));
    }

    /** The token that the same request made earlier; that another request had this id is a conflict. */
    Optional<StoredToken> madeBy(Transaction transaction, @Nullable Request request) {
        if (request == null) {
            return Optional.empty();
        }
        List<StoredToken> newestFirst =
                transaction.tokens().findByRequest(session.user().uid(), request.id());
        Optional<StoredToken> made = newestFirst.stream()
                .filter(stored -> stored.token().revocation() == null)
                .findFirst()
                .or(() -> newestFirst.stream().findFirst());
        made.ifPresent(stored -> {
            Request earlier = stored.request();
            if (earlier == null || !MacKey.same(earlier.mac(), request.mac())) {
                throw usedForSomethingElse(request.id(), stored.token());
            }
        });
        return made;
    }

    static ConflictException usedForSomethingElse(String requestId, Token made) {
        return new ConflictException("The request id '" + requestId + "' was used for something else: it made "
                + made.name() + ". Nothing was changed; repeat exactly what was asked then, or choose another id.");
    }

    /**
     * What a repeated request gets: the code that it got before. Where no copy of that was kept and nobody received it,
     * its token is revoked, and empty says that the request begins anew.
     *
     * @param delivered whether the code of this token is known to have been received
     */
    Optional<Issued> repeat(Transaction transaction, StoredToken made, Predicate<Token> delivered) {
        Token token = made.token();
        String requestMade = "The request was made before, and its token " + token.name();
        Revocation revocation = token.revocation();
        if (revocation != null) {
            if (cameToNothing(revocation)) {
                return Optional.empty();
            }
            throw new ConflictException(requestMade
                    + " was revoked since. No token was generated; to have one, choose another request id.");
        }
        if (token.status(session.now()) == Status.EXPIRED) {
            throw new ConflictException(
                    requestMade + " has expired. No token was generated; to have one, choose another request id.");
        }
        Optional<TokenCode> code = Tokens.unseal(transaction, made);
        if (code.isPresent()) {
            session.record(transaction, AuditAction.SHOW, token.id(), REPEATED);
            return Optional.of(new Issued(token, code.get(), Issued.Outcome.REPEATED));
        }
        if (token.lastAccess() != null || delivered.test(token)) {
            throw new ConflictException(requestMade + " was delivered, but no copy of its code is kept to deliver it"
                    + " again. Nothing was changed; for another token, choose another request id.");
        }
        strand(transaction, made);
        return Optional.empty();
    }

    /** Whether a token was revoked because nobody got its code, so that its request may begin anew. */
    static boolean cameToNothing(Revocation revocation) {
        return UNDELIVERED.equals(revocation.reason()) || STRANDED.equals(revocation.reason());
    }

    /** Revokes a token whose code nobody has, for its request to begin anew. */
    void strand(Transaction transaction, StoredToken made) {
        Revoking.switchOff(session, transaction, made, AuditAction.REVOKE, STRANDED);
    }

    private TokenCode drawUnused(Transaction transaction) {
        TokenCode code = TokenCode.draw(Randomness.source());
        while (transaction.tokens().find(code.id()).isPresent()) {
            code = TokenCode.draw(Randomness.source());
        }
        return code;
    }

    static ConflictException labelInUse(Token other) {
        return new ConflictException("The label is in use by the active token " + other.name()
                + ". Choose another label, or first revoke that one: apikeys revoke " + other.id());
    }

    static CanonicalForm add(CanonicalForm form, Expiry expiry) {
        return form.add(expiry.in() == null ? null : (Long) expiry.in().toMillis())
                .add(expiry.at() == null ? null : (Long) expiry.at().toEpochMilli());
    }
}

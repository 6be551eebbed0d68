package com.smartonboarding.apikeys.service;

import com.smartonboarding.apikeys.audit.AuditAction;
import com.smartonboarding.apikeys.failure.ConflictException;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.OutcomeUnknownException;
import com.smartonboarding.apikeys.failure.UndeliveredException;
import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.TokenCode;
import com.smartonboarding.apikeys.store.StoredToken;
import com.smartonboarding.apikeys.store.Transaction;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Making tokens and handing their codes over. */
public final class Generation {
    private final Session session;

    public Generation(Session session) {
        this.session = session;
    }

    /**
     * Makes a token, and only when it is durable hands its code over. A code that cannot be handed over is known to nobody,
     * so its token is then revoked.
     */
    public Token generate(GenerateRequest request, CodeDelivery delivery) {
        ShownToken generated = session.asAdministrator(
                AuditAction.GENERATE, List.of(), transaction -> insert(transaction, request, session.now()));
        try {
            delivery.deliver(generated.token(), generated.code());
        } catch (IOException e) {
            throw undelivered(generated.token(), e);
        }
        return generated.token();
    }

    private ShownToken insert(Transaction transaction, GenerateRequest request, Instant now) {
        Instant expiresAt = request.expiry().time(now);
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            throw new UsageException("The expiry " + expiresAt.truncatedTo(ChronoUnit.SECONDS)
                    + " is not in the future. No token was generated.");
        }
        new TokenFinder(transaction, now).findActive(request.label()).ifPresent(other -> {
            throw labelInUse(other.token());
        });
        TokenCode code = drawUnused(transaction);
        boolean recoverable = session.recoverable() && !request.once();
        Token token = new Token(
                code.id(),
                request.label(),
                request.description(),
                request.scopes(),
                now,
                session.user(),
                expiresAt,
                null,
                recoverable,
                null);
        byte[] seal = recoverable ? transaction.keys().seal(code, session.random()) : null;
        byte[] verifier = transaction.keys().verifier(code);
        transaction.tokens().insert(new StoredToken(token, transaction.keys().keyId(), verifier, seal));
        session.record(transaction, AuditAction.GENERATE, token.id(), null);
        return new ShownToken(token, code);
    }

    private TokenCode drawUnused(Transaction transaction) {
        TokenCode code = TokenCode.draw(session.random());
        while (transaction.tokens().find(code.id()).isPresent()) {
            code = TokenCode.draw(session.random());
        }
        return code;
    }

    private Failure undelivered(Token token, IOException cause) {
        String what =
                "The code of " + token.name() + " could not be written to standard output (" + cause.getMessage() + ")";
        try {
            session.database().writeEvenOnFullDisk(transaction -> {
                StoredToken stored = transaction.tokens().find(token.id()).orElseThrow();
                return Revoking.switchOff(session, transaction, stored, AuditAction.UNDELIVERED, "undelivered");
            });
        } catch (Failure e) {
            return new OutcomeUnknownException(
                    what
                            + ", and its token could not be revoked, so it may be Active with a code that nobody knows. Run:"
                            + " apikeys revoke " + token.id() + ". What stood in the way: " + e.getMessage(),
                    e);
        }
        return new UndeliveredException(
                what + ", so the token was revoked. Mend the output and generate again.", cause);
    }

    static ConflictException labelInUse(Token other) {
        return new ConflictException("The label is in use by the active token " + other.name()
                + ". Choose another label, or first revoke that one: apikeys revoke " + other.id());
    }
}

package com.smartonboarding.apikeys.service.issue;

import com.smartonboarding.apikeys.audit.AuditAction;
import com.smartonboarding.apikeys.model.Request;
import com.smartonboarding.apikeys.service.Session;
import com.smartonboarding.apikeys.service.TokenFinder;
import com.smartonboarding.apikeys.store.StoredToken;
import com.smartonboarding.apikeys.store.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Making tokens and handing their codes over. */
public final class Generation {
    private final Session session;
    private final Issuing issuing;

    public Generation(Session session) {
        this.session = session;
        this.issuing = new Issuing(session);
    }

    /**
     * Makes a token, and delivers its code only when the token is durable. If the code cannot be delivered, nobody
     * knows it, so the token is revoked.
     */
    public Issued generate(GenerateRequest request, CodeDelivery delivery) {
        try (delivery) {
            delivery.open(1);
            return generateTo(request, delivery);
        }
    }

    private Issued generateTo(GenerateRequest request, CodeDelivery delivery) {
        Issued issued = session.asAdministrator(AuditAction.GENERATE, List.of(), transaction -> {
            Issued answer = issue(transaction, request, session.now(), delivery);
            if (answer.code() != null) {
                delivery.prepare(List.of(answer));
            }
            return answer;
        });
        if (issued.code() != null) {
            Handover handover = new Handover(session, delivery);
            handover.deliver(List.of(issued));
            handover.note(List.of(issued), request.requestId());
        }
        return issued;
    }

    private Issued issue(Transaction transaction, GenerateRequest request, Instant now, CodeDelivery delivery) {
        Request asked = issuing.request(transaction, request.requestId(), request.canonicalForm());
        Optional<StoredToken> made = issuing.madeBy(transaction, asked);
        if (made.isPresent()) {
            Optional<Issued> again = issuing.repeat(transaction, made.get(), false, delivery);
            if (again.isPresent()) {
                return again.get();
            }
        }
        Instant expiresAt = issuing.expiresAt(request.expiry(), now);
        Optional<StoredToken> current = new TokenFinder(transaction, now).findCurrent(request.label());
        if (current.isPresent()) {
            if (request.ifAbsent()) {
                return new Issued(current.get().token(), null, Issued.Outcome.PRESENT);
            }
            throw Issuing.labelInUse(current.get().token());
        }
        return issuing.issue(
                transaction,
                new Issuing.Draft(
                        request.label(),
                        request.description(),
                        request.scopes(),
                        expiresAt,
                        !request.once(),
                        null,
                        asked),
                null);
    }
}

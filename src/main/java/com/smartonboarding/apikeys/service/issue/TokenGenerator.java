package com.smartonboarding.apikeys.service.issue;

import com.smartonboarding.apikeys.failure.ConflictException;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.result.Issued;
import com.smartonboarding.apikeys.service.LineNumbers;
import com.smartonboarding.apikeys.service.Session;
import com.smartonboarding.apikeys.service.TokenFinder;
import com.smartonboarding.apikeys.store.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Makes tokens, one or many, in one transaction, all or none; and delivers their codes together, in order. */
public final class TokenGenerator {
    private final Session session;

    public TokenGenerator(Session session) {
        this.session = session;
    }

    /**
     * Makes a token for each label, and delivers the codes only when all tokens are durable. If the codes cannot be
     * delivered, nobody knows them all, so all of the tokens are revoked.
     *
     * @param progress is told how many tokens were made so far
     */
    public List<Issued> generate(GenerateRequest request, CodeDelivery delivery, LongConsumer progress) {
        try (delivery) {
            delivery.open(request.labels().size());
            List<Issued> issued = session.asAdministrator(AuditAction.GENERATE, List.of(), transaction -> {
                List<Issued> answer = answer(transaction, request, delivery, progress);
                if (hasCodes(answer)) {
                    delivery.prepare(answer);
                }
                return answer;
            });
            if (hasCodes(issued)) {
                Handover handover = new Handover(session, delivery);
                handover.deliver(issued);
                handover.note(issued, request.requestId());
            }
            return issued;
        }
    }

    /** A label that is in use, by its line, and the Active token that has it. */
    private record Taken(int line, Token by) {}

    private static boolean hasCodes(List<Issued> issued) {
        return issued.get(0).code() != null;
    }

    private List<Issued> answer(
            Transaction transaction, GenerateRequest request, CodeDelivery delivery, LongConsumer progress) {
        Retry retry = Retry.find(session, transaction, request.requestId(), request.canonicalForm());
        return (request.list() ? retry.all(request.labels(), delivery) : retry.one(false, delivery))
                .orElseGet(() -> make(transaction, request, retry, progress));
    }

    private List<Issued> make(Transaction transaction, GenerateRequest request, Retry retry, LongConsumer progress) {
        Instant now = session.now();
        Instant expiresAt = TokenIssuer.expiresAt(session.policy().expiryOfNew(request.expiry()), now);
        List<Taken> taken = taken(transaction, request, now);
        if (taken.isEmpty()) {
            requireWithinPolicy(request, now, expiresAt);
            TokenIssuer.Draft draft = new TokenIssuer.Draft(
                    request.description(),
                    request.scopes(),
                    request.notes(),
                    expiresAt,
                    !request.once(),
                    null,
                    retry.key());
            return new TokenIssuer(session, transaction).issue(request.labels(), draft, null, progress);
        }
        Token first = taken.get(0).by();
        if (request.ifAbsent()) {
            return List.of(new Issued(first, null, Issued.Outcome.PRESENT));
        }
        throw request.list() ? labelsInUse(taken) : TokenFinder.labelInUse(first, session.now());
    }

    /** Judges only new tokens: a retry, and a label that is in use already, may be from before the policy. */
    private void requireWithinPolicy(GenerateRequest request, Instant now, @Nullable Instant expiresAt) {
        session.policy().requireLifetimeOfNew(now, expiresAt);
        session.policy().requireScopes(request.scopes());
        session.policy().requireDescription(request.description());
    }

    /** The Active tokens that have these labels, in the order of the labels. */
    private static List<Taken> taken(Transaction transaction, GenerateRequest request, Instant now) {
        List<String> labels = request.labels();
        // Few labels of a list are in use, so they are all looked up together first.
        Set<String> known = request.list() ? transaction.tokens().known(labels) : Set.copyOf(labels);
        TokenFinder finder = new TokenFinder(transaction, now);
        List<Taken> taken = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            if (known.contains(labels.get(i))) {
                int line = i + 1;
                finder.findCurrent(labels.get(i)).ifPresent(stored -> taken.add(new Taken(line, stored.token())));
            }
        }
        return taken;
    }

    private static Failure labelsInUse(List<Taken> taken) {
        return new ConflictException("The labels in "
                        + LineNumbers.words(taken.stream().map(Taken::line).toList())
                        + " are in use by Active tokens, the first by "
                        + taken.get(0).by().name()
                        + ".")
                .advising("Remove these lines, or first revoke the tokens.");
    }
}

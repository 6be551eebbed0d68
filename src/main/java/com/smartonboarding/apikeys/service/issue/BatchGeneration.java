package com.smartonboarding.apikeys.service.issue;

import com.smartonboarding.apikeys.audit.AuditAction;
import com.smartonboarding.apikeys.failure.ConflictException;
import com.smartonboarding.apikeys.model.Request;
import com.smartonboarding.apikeys.model.Revocation;
import com.smartonboarding.apikeys.model.Status;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.TokenCode;
import com.smartonboarding.apikeys.service.LineNumbers;
import com.smartonboarding.apikeys.service.Session;
import com.smartonboarding.apikeys.service.TokenFinder;
import com.smartonboarding.apikeys.service.Tokens;
import com.smartonboarding.apikeys.store.StoredToken;
import com.smartonboarding.apikeys.store.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Making many tokens in one transaction, all or none, and handing their codes over together, in order. */
public final class BatchGeneration {
    /** The number of rows inserted at a time; pending rows take memory. */
    private static final int PIECE = 500;

    private final Session session;
    private final Issuing issuing;

    public BatchGeneration(Session session) {
        this.session = session;
        this.issuing = new Issuing(session);
    }

    /**
     * Makes a token for each label, and delivers the codes only when all tokens are durable. If the codes cannot be
     * delivered, nobody knows them all, so all of the tokens are revoked.
     *
     * @param progress is told how many there are so far
     */
    public List<Issued> generate(BatchRequest request, CodeDelivery delivery, LongConsumer progress) {
        try (delivery) {
            delivery.open(request.labels().size());
            return generateTo(request, delivery, progress);
        }
    }

    private List<Issued> generateTo(BatchRequest request, CodeDelivery delivery, LongConsumer progress) {
        List<Issued> issued = session.asAdministrator(AuditAction.GENERATE, List.of(), transaction -> {
            Request asked = issuing.request(transaction, request.requestId(), request.canonicalForm());
            List<Issued> answer = repeat(transaction, request, asked, delivery)
                    .orElseGet(() -> issue(transaction, request, asked, progress));
            delivery.prepare(answer);
            return answer;
        });
        Handover handover = new Handover(session, delivery);
        handover.deliver(issued);
        handover.note(issued, request.requestId());
        return issued;
    }

    private List<Issued> issue(
            Transaction transaction, BatchRequest request, @Nullable Request asked, LongConsumer progress) {
        Instant now = session.now();
        Instant expiresAt = issuing.expiresAt(request.expiry(), now);
        requireFree(transaction, request.labels(), now);
        List<TokenCode> codes = drawUnused(transaction, request.labels().size());
        List<Issued> issued = new ArrayList<>(codes.size());
        List<StoredToken> rows = new ArrayList<>(PIECE);
        List<String> ids = new ArrayList<>(PIECE);
        for (int i = 0; i < codes.size(); i++) {
            Issuing.Draft draft = new Issuing.Draft(
                    request.labels().get(i),
                    request.description(),
                    request.scopes(),
                    expiresAt,
                    !request.once(),
                    null,
                    asked);
            StoredToken stored = issuing.token(transaction, codes.get(i), draft, now);
            issued.add(new Issued(stored.token(), codes.get(i), Issued.Outcome.NEW));
            rows.add(stored);
            ids.add(stored.token().id());
            if (rows.size() == PIECE || i + 1 == codes.size()) {
                transaction.tokens().insertAll(rows);
                session.recordAll(transaction, AuditAction.GENERATE, ids, null);
                rows.clear();
                ids.clear();
                progress.accept(i + 1);
            }
        }
        return issued;
    }

    private static void requireFree(Transaction transaction, List<String> labels, Instant now) {
        Set<String> known = transaction.tokens().known(labels);
        TokenFinder finder = new TokenFinder(transaction, now);
        List<Integer> taken = new ArrayList<>();
        Token first = null;
        for (int i = 0; i < labels.size(); i++) {
            if (known.contains(labels.get(i))) {
                Optional<StoredToken> current = finder.findCurrent(labels.get(i));
                if (current.isPresent()) {
                    taken.add(i + 1);
                    first = first == null ? current.get().token() : first;
                }
            }
        }
        if (first != null) {
            throw new ConflictException(
                    "The labels in " + LineNumbers.words(taken) + " are in use by active tokens, the"
                            + " first by " + first.name()
                            + ". No token was generated; remove these lines, or first revoke the"
                            + " tokens.");
        }
    }

    /**
     * Draws the codes and assigns them in the order of their ids, so that tokens of the same moment are listed in the
     * order of the file: a list sorts by creation and then by id. This tells nobody more than the list does: ids are
     * public, and the secret half of each code is drawn independently of its id.
     */
    private List<TokenCode> drawUnused(Transaction transaction, int count) {
        NavigableMap<String, TokenCode> byId = new TreeMap<>();
        while (byId.size() < count) {
            while (byId.size() < count) {
                TokenCode code = TokenCode.draw(session.random().get());
                byId.put(code.id(), code);
            }
            byId.keySet().removeAll(transaction.tokens().knownIds(byId.keySet()));
        }
        return List.copyOf(byId.values());
    }

    /** The answer to a repeated request: the codes that it got before. Empty if the request is new or starts over. */
    private Optional<List<Issued>> repeat(
            Transaction transaction, BatchRequest request, @Nullable Request asked, CodeDelivery delivery) {
        if (asked == null) {
            return Optional.empty();
        }
        Map<String, StoredToken> live = new HashMap<>();
        boolean revokedSince = false;
        for (StoredToken stored :
                transaction.tokens().findByRequest(session.user().uid(), asked.id())) {
            issuing.requireSame(asked, stored);
            Revocation revocation = stored.token().revocation();
            if (revocation == null) {
                live.put(stored.token().label(), stored);
            } else {
                revokedSince |= !Issuing.cameToNothing(revocation);
            }
        }
        if (live.isEmpty() && !revokedSince) {
            return Optional.empty();
        }
        return again(transaction, request, live, delivery);
    }

    private Optional<List<Issued>> again(
            Transaction transaction, BatchRequest request, Map<String, StoredToken> live, CodeDelivery delivery) {
        List<Issued> issued = new ArrayList<>(request.labels().size());
        List<String> ids = new ArrayList<>(request.labels().size());
        boolean used = false;
        for (String label : request.labels()) {
            StoredToken stored = live.get(label);
            if (stored == null || stored.token().status(session.now()) != Status.ACTIVE) {
                throw new ConflictException(
                        "The request was made before, but some of its tokens have since been revoked or relabelled or"
                                + " have expired, for example the one with the label " + label
                                + ". No token was generated; for new tokens, choose another request id.");
            }
            used |= stored.token().lastAccess() != null || stored.deliveredAt() != null;
            ids.add(stored.token().id());
            Tokens.unseal(transaction, stored)
                    .ifPresent(code -> issued.add(new Issued(stored.token(), code, Issued.Outcome.REPEATED)));
        }
        if (issued.size() == ids.size()) {
            session.recordAll(transaction, AuditAction.SHOW, ids, Issuing.REPEATED);
            return Optional.of(issued);
        }
        if (used) {
            throw new ConflictException(
                    "The request was made before and its codes were delivered, but no copies of them were kept, so they"
                            + " cannot be delivered again. Nothing was changed; for other tokens, choose another"
                            + " request id.");
        }
        List<Issued> present = present(transaction, request, live, delivery.present());
        if (present.isEmpty()) {
            live.values().forEach(stored -> issuing.strand(transaction, stored));
            return Optional.empty();
        }
        live.values().forEach(stored -> issuing.noteDelivered(transaction, stored));
        return Optional.of(present);
    }

    /** The tokens with their codes if all codes are at the place of delivery, in order; otherwise none. */
    private static List<Issued> present(
            Transaction transaction, BatchRequest request, Map<String, StoredToken> live, List<TokenCode> codes) {
        List<Issued> present = new ArrayList<>(codes.size());
        for (int i = 0; i < codes.size() && codes.size() == request.labels().size(); i++) {
            StoredToken stored =
                    Objects.requireNonNull(live.get(request.labels().get(i)));
            if (!Issuing.isCodeOf(transaction, codes.get(i), stored)) {
                return List.of();
            }
            present.add(new Issued(stored.token(), codes.get(i), Issued.Outcome.REPEATED));
        }
        return present;
    }
}

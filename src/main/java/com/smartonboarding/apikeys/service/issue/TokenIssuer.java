package com.smartonboarding.apikeys.service.issue;

import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.model.Expiry;
import com.smartonboarding.apikeys.model.Notes;
import com.smartonboarding.apikeys.model.RequestKey;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.TokenCode;
import com.smartonboarding.apikeys.model.result.Issued;
import com.smartonboarding.apikeys.secret.DatabaseKeys;
import com.smartonboarding.apikeys.service.Session;
import com.smartonboarding.apikeys.store.StoredToken;
import com.smartonboarding.apikeys.store.Transaction;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Draws codes and adds their tokens, within one transaction: the part that generating and rotating share. */
public final class TokenIssuer {
    /** The number of rows inserted at a time; pending rows take memory. */
    private static final int PIECE = 500;

    private final Session session;
    private final Transaction transaction;

    public TokenIssuer(Session session, Transaction transaction) {
        this.session = session;
        this.transaction = transaction;
    }

    /**
     * What the rows of new tokens say beside their labels.
     *
     * @param recoverable whether sealed copies of the codes are to be kept, if this installation keeps any
     */
    public record Draft(
            @Nullable String description,
            List<String> scopes,
            Notes notes,
            @Nullable Instant expiresAt,
            boolean recoverable,
            @Nullable String predecessorId,
            @Nullable RequestKey request) {}

    /** The time of an expiry, which must be in the future. */
    public static @Nullable Instant expiresAt(Expiry expiry, Instant now) {
        Instant expiresAt = expiry.time(now);
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            throw new UsageException(
                    "The expiry " + expiresAt.truncatedTo(ChronoUnit.SECONDS) + " is not in the future.");
        }
        return expiresAt;
    }

    /**
     * Adds a token for each label, all created at one moment.
     *
     * @param detail what the trail says about each of them
     * @param progress is told how many tokens were added so far
     */
    public List<Issued> issue(List<String> labels, Draft draft, @Nullable String detail, LongConsumer progress) {
        Instant now = session.now();
        DatabaseKeys keys = transaction.codeKeys().newest();
        List<TokenCode> codes = drawUnused(labels.size());
        List<Issued> issued = new ArrayList<>(labels.size());
        for (int end = 0; end < labels.size(); ) {
            int start = end;
            end = Math.min(start + PIECE, labels.size());
            List<StoredToken> rows = new ArrayList<>(end - start);
            List<String> ids = new ArrayList<>(end - start);
            for (int i = start; i < end; i++) {
                StoredToken row = row(labels.get(i), codes.get(i), keys, draft, now);
                rows.add(row);
                ids.add(row.token().id());
                issued.add(new Issued(row.token(), codes.get(i), Issued.Outcome.NEW));
            }
            transaction.tokens().insertAll(rows);
            session.recordAll(transaction, AuditAction.GENERATE, ids, detail);
            progress.accept(end);
        }
        return issued;
    }

    private StoredToken row(String label, TokenCode code, DatabaseKeys keys, Draft draft, Instant now) {
        boolean recoverable = session.policy().recoverable() && draft.recoverable();
        Token token = new Token(
                code.id(),
                label,
                draft.description(),
                draft.scopes(),
                now,
                session.user(),
                draft.expiresAt(),
                null,
                recoverable,
                null,
                draft.predecessorId(),
                null,
                null,
                draft.notes().owner(),
                draft.notes().metadata(),
                draft.notes().networks());
        byte[] seal = recoverable ? keys.seal(code, session.random().get()) : null;
        return new StoredToken(token, keys.keyId(), keys.verifier(code), seal, draft.request());
    }

    /**
     * Draws the codes and assigns them in the order of their ids, so that tokens of the same moment are listed in the
     * order of their labels: a list sorts by creation and then by id. This tells nobody more than the list does: ids
     * are public, and the secret half of each code is drawn independently of its id.
     */
    private List<TokenCode> drawUnused(int count) {
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
}

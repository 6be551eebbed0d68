package com.smartonboarding.apikeys.service.history;

import com.smartonboarding.apikeys.failure.AmbiguousException;
import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.failure.NotFoundException;
import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.TokenCode;
import com.smartonboarding.apikeys.model.TokenReference;
import com.smartonboarding.apikeys.service.PurgedToken;
import com.smartonboarding.apikeys.service.Session;
import com.smartonboarding.apikeys.store.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the token that a typed text means, also if it was purged. A token that exists takes precedence. Among purged
 * tokens, a label means the one that was purged last.
 */
final class TraceFinder {
    private final Session session;
    private final Transaction transaction;

    TraceFinder(Session session, Transaction transaction) {
        this.session = session;
        this.transaction = transaction;
    }

    /** The id of a token that has events, and the token itself unless it was purged. */
    record Found(String id, @Nullable Token token) {}

    Found find(TokenReference reference) {
        if (isIdOfNone(reference)) {
            Map<String, String> purged = purged();
            if (purged.containsKey(reference.text())) {
                return new Found(reference.text(), null);
            }
        }
        try {
            Token token = session.finder(transaction).find(reference).token();
            return new Found(token.id(), token);
        } catch (NotFoundException e) {
            List<String> ids = purged(reference);
            if (ids.isEmpty()) {
                throw e;
            }
            if (ids.size() > 1) {
                throw new AmbiguousException(
                                "'" + reference.text() + "' means several purged tokens: " + String.join(", ", ids))
                        .advising(Next.SAY_WHICH_TOKEN);
            }
            return new Found(ids.get(0), null);
        }
    }

    /** Whether the text is a whole id that no token has, and not a label either. */
    private boolean isIdOfNone(TokenReference reference) {
        String text = reference.text();
        return reference.mayBeId()
                && text.length() == TokenCode.ID_LENGTH
                && transaction.tokens().find(text).isEmpty()
                && (!reference.mayBeLabel()
                        || transaction.tokens().findByLabel(text).isEmpty());
    }

    private List<String> purged(TokenReference reference) {
        List<String> ids = new ArrayList<>();
        String[] labelled = {""};
        purged().forEach((id, label) -> {
            if (reference.mayBeLabel() && label.equals(reference.text())) {
                labelled[0] = id;
            } else if (reference.mayBeId() && id.startsWith(reference.text())) {
                ids.add(id);
            }
        });
        if (!labelled[0].isEmpty()) {
            ids.add(0, labelled[0]);
        }
        return ids;
    }

    /** The last labels of the purged tokens by their ids, in the order of the purges. */
    private Map<String, String> purged() {
        Map<String, String> labels = new LinkedHashMap<>();
        transaction.audit().forEachChangeOrPurgeSince(Instant.EPOCH, event -> {
            if (Trace.is(event, AuditAction.PURGE) && event.tokenId() != null) {
                PurgedToken.parse(event.detail()).ifPresent(purged -> labels.put(event.tokenId(), purged.label()));
            }
        });
        return labels;
    }
}

package com.smartonboarding.apikeys.service.history;

import com.smartonboarding.apikeys.model.LastAccess;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.TokenReference;
import com.smartonboarding.apikeys.model.result.History;
import com.smartonboarding.apikeys.model.result.HistoryEvent;
import com.smartonboarding.apikeys.service.Session;
import com.smartonboarding.apikeys.store.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a token's history from the audit trail and the recorded last access; needs no role. */
public final class HistoryReader {
    private final Session session;

    public HistoryReader(Session session) {
        this.session = session;
    }

    /**
     * Passes on which token the history is about, and then its events in the order of the trail, after checking the
     * whole trail. A purged token is found by its id or its last label, if no other token is meant.
     */
    public History tell(TokenReference reference, Consumer<History> begin, Consumer<HistoryEvent> each) {
        return session.database().read(transaction -> {
            transaction.audit().verifyAll();
            TraceFinder.Found found = new TraceFinder(session, transaction).find(reference);
            return tell(transaction, trace(transaction, found.id()), found.token(), begin, each);
        });
    }

    private static Trace trace(Transaction transaction, String tokenId) {
        Trace trace = new Trace(tokenId);
        transaction.audit().forEachAbout(List.of(tokenId), trace::learn);
        return trace;
    }

    private History tell(
            Transaction transaction,
            Trace trace,
            @Nullable Token token,
            Consumer<History> begin,
            Consumer<HistoryEvent> each) {
        String label = token == null ? trace.labelWhenPurged().orElseThrow() : token.label();
        History history = new History(
                trace.tokenId(),
                label,
                token == null ? null : token.status(session.now()),
                token == null ? null : token.expiresAt(),
                trace.predecessorId(),
                trace.successorId(),
                trace.sharedNames());
        begin.accept(history);
        trace.begin(label);
        AccessPlace place = new AccessPlace(trace, token == null ? null : token.lastAccess(), each);
        transaction.audit().forEachAbout(List.of(trace.tokenId()), event -> {
            place.passUntil(event.at());
            each.accept(trace.tell(event));
        });
        place.passUntil(Instant.MAX);
        return history;
    }

    /** The place of the last access among the events: before the first later event. */
    private static final class AccessPlace {
        private final Trace trace;
        private final Consumer<HistoryEvent> each;
        private @Nullable LastAccess access;

        AccessPlace(Trace trace, @Nullable LastAccess access, Consumer<HistoryEvent> each) {
            this.trace = trace;
            this.access = access;
            this.each = each;
        }

        void passUntil(Instant time) {
            if (access != null && access.at().isBefore(time)) {
                each.accept(HistoryEvent.of(access, trace.label()));
                access = null;
            }
        }
    }
}

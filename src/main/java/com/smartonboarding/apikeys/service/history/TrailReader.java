package com.smartonboarding.apikeys.service.history;

import com.smartonboarding.apikeys.audit.AuditEvent;
import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.model.audit.TrailHead;
import com.smartonboarding.apikeys.service.Session;
import com.smartonboarding.apikeys.store.AuditRepository;
import com.smartonboarding.apikeys.store.Transaction;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Lists the events of the audit trail, and says where it ends; needs no role. */
public final class TrailReader {
    private final Session session;

    public TrailReader(Session session) {
        this.session = session;
    }

    /**
     * Passes on the events that match, in order, after checking all events that follow the one the query names. A
     * failure may come only at the end, so the caller must print nothing before this returns.
     */
    public void list(TrailQuery query, Consumer<AuditEvent> consumer) {
        session.database().read(transaction -> {
            AuditRepository audit = transaction.audit();
            if (query.after() > audit.count()) {
                throw IntegrityException.tampered("The audit trail ends with event " + audit.count()
                        + ". If event " + query.after()
                        + " was ever read from it, later events were removed, or an older"
                        + " copy of the database was put back.");
            }
            Selection selection = new Selection(query, tokenId(transaction, query), consumer);
            if (query.newestFirst()) {
                audit.forEachAfter(query.after(), event -> {});
                audit.forEachBackTo(query.after(), selection);
            } else {
                audit.forEachAfter(query.after(), selection);
            }
            return true;
        });
    }

    /** Whether the trail has any event that this user caused, named by login name or uid. */
    public boolean knows(String actor) {
        TrailQuery query = new TrailQuery(null, actor, List.of(), false, null, null, 0, 1, false);
        List<AuditEvent> found = new ArrayList<>();
        list(query, found::add);
        return !found.isEmpty();
    }

    private @Nullable String tokenId(Transaction transaction, TrailQuery query) {
        return query.token() == null
                ? null
                : new TraceFinder(session, transaction).find(query.token()).id();
    }

    /** The end of the trail. */
    public TrailHead head() {
        return session.database().read(TrailReader::head);
    }

    static TrailHead head(Transaction transaction) {
        AuditRepository audit = transaction.audit();
        return new TrailHead(
                audit.count(),
                audit.lastAt().truncatedTo(ChronoUnit.SECONDS),
                HexFormat.of().formatHex(audit.lastMac()),
                transaction.keys().databaseUuid(),
                List.of(transaction.keys().keyId()));
    }

    /** Passes on the events that match, up to the limit. */
    private static final class Selection implements Consumer<AuditEvent> {
        private final TrailQuery query;
        private final @Nullable String tokenId;
        private final Consumer<AuditEvent> consumer;
        private long matching;

        Selection(TrailQuery query, @Nullable String tokenId, Consumer<AuditEvent> consumer) {
            this.query = query;
            this.tokenId = tokenId;
            this.consumer = consumer;
        }

        @Override
        public void accept(AuditEvent event) {
            if (matching < query.limit() && query.matches(event, tokenId)) {
                matching++;
                consumer.accept(event);
            }
        }
    }
}

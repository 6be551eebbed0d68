package com.smartonboarding.apikeys.service.history;

import com.smartonboarding.apikeys.audit.AuditEvent;
import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.service.ListQuery;
import com.smartonboarding.apikeys.service.Session;
import com.smartonboarding.apikeys.service.Tokens;
import com.smartonboarding.apikeys.store.StoredToken;
import com.smartonboarding.apikeys.store.Transaction;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Lists the tokens that existed at a time in the past, with the labels, descriptions, scopes and expiries that they had
 * then, and disabled if they were then. Tokens that were purged since are rebuilt from the audit trail. Only they, and
 * those that were changed since, are held in memory.
 */
public final class PastTokens {
    private final Session session;

    public PastTokens(Session session) {
        this.session = session;
    }

    /**
     * What a list contained.
     *
     * @param purgedSince how many tokens existed at that time and were purged since, whether they match or not
     * @param partlyKnown the ids of the listed tokens of which the trail does not say when they would have expired, which
     *     scopes and description they had, and when they were last used: an earlier version purged them
     */
    public record Answer(Tokens.Totals totals, long purgedSince, List<String> partlyKnown) {}

    /** Like {@link Tokens#list}, for the time that the query names. */
    public Answer list(ListQuery query, Instant time, Consumer<Token> consumer) {
        return session.database().readAndCheckTrail(transaction -> {
            Map<String, RebuiltToken> purged = new HashMap<>();
            LaterChanges changes = new LaterChanges();
            transaction.audit().forEachChangeOrPurgeSince(time, event -> learn(event, purged, changes));
            Set<String> unclear = new HashSet<>(purged.keySet());
            unclear.addAll(changes.switched());
            transaction.audit().forEachAbout(unclear, event -> {
                RebuiltToken rebuilt = purged.get(event.tokenId());
                if (rebuilt != null) {
                    rebuilt.learn(event);
                }
                if (!event.denied() && !event.at().isAfter(time)) {
                    changes.noteEarlier(event);
                }
            });
            purged.values().removeIf(rebuilt -> !rebuilt.existedAt(time));
            List<String> partlyKnown = new ArrayList<>();
            Tokens.Totals totals = Tokens.tally(
                    query,
                    time,
                    transaction.tokens().count(),
                    each -> merge(transaction, query, time, purged, changes, each),
                    token -> {
                        RebuiltToken rebuilt = purged.get(token.id());
                        if (rebuilt != null && !rebuilt.isComplete()) {
                            partlyKnown.add(token.id());
                        }
                        consumer.accept(token);
                    });
            return new Answer(totals, purged.size(), partlyKnown);
        });
    }

    /** Notes a later change, or that the token was purged. */
    private static void learn(AuditEvent event, Map<String, RebuiltToken> purged, LaterChanges changes) {
        String id = event.tokenId();
        if (id == null) {
            return;
        }
        if (Trace.is(event, AuditAction.PURGE)) {
            purged.put(id, new RebuiltToken(id));
        } else {
            changes.note(id, event);
        }
    }

    /** Passes on the tokens of the table and, at their places among them, those that were purged or changed. */
    private static void merge(
            Transaction transaction,
            ListQuery query,
            Instant time,
            Map<String, RebuiltToken> purged,
            LaterChanges changes,
            Consumer<Token> each) {
        Comparator<Token> order = PastOrder.of(query.order(), time);
        Deque<Token> others = new ArrayDeque<>(others(transaction, query, purged, changes).stream()
                .sorted(order)
                .toList());
        transaction.tokens().forEach(query.globs(), query.order(), time, token -> {
            if (!changes.isOf(token)) {
                while (!others.isEmpty() && order.compare(others.peek(), token) < 0) {
                    each.accept(others.remove());
                }
                each.accept(token);
            }
        });
        others.forEach(each);
    }

    private static List<Token> others(
            Transaction transaction, ListQuery query, Map<String, RebuiltToken> purged, LaterChanges changes) {
        Stream<Token> changed = changes.ids().stream()
                .filter(id -> !purged.containsKey(id))
                .flatMap(id -> transaction.tokens().find(id).map(StoredToken::token).stream());
        List<Token> all = Stream.concat(changed, purged.values().stream().map(RebuiltToken::token))
                .map(changes::undo)
                .toList();
        Set<String> matching = transaction
                .tokens()
                .matching(query.globs(), all.stream().map(Token::label).toList());
        return all.stream().filter(token -> matching.contains(token.label())).toList();
    }
}

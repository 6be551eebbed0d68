package com.smartonboarding.apikeys.service.history;

import com.smartonboarding.apikeys.audit.AuditEvent;
import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.model.Disabling;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.service.EventDetail;
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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Lists the tokens that existed at a time in the past, with the labels that they had then, and disabled if they were then.
 * Tokens that were purged since are rebuilt from the audit trail. Only they, and those that got another label or were
 * disabled or enabled since, are held in memory.
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
            Map<String, String> labels = new HashMap<>();
            Map<String, Optional<Disabling>> disablings = new HashMap<>();
            transaction
                    .audit()
                    .forEachSwitchRenamingOrPurgeSince(time, event -> learn(event, purged, labels, disablings));
            Set<String> changed = new HashSet<>(purged.keySet());
            changed.addAll(disablings.keySet());
            transaction.audit().forEachAbout(changed, event -> {
                RebuiltToken rebuilt = purged.get(event.tokenId());
                if (rebuilt != null) {
                    rebuilt.learn(event);
                }
                if (!event.denied() && !event.at().isAfter(time)) {
                    learnSwitch(event, disablings);
                }
            });
            purged.values().removeIf(rebuilt -> !rebuilt.existedAt(time));
            List<String> partlyKnown = new ArrayList<>();
            Tokens.Totals totals = Tokens.tally(
                    query,
                    time,
                    transaction.tokens().count(),
                    each -> merge(transaction, query, time, new Changes(purged, labels, disablings), each),
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

    /**
     * What changed since then.
     *
     * @param labels the labels at that time, by id
     * @param disablings how the tokens were disabled at that time, by id; empty if they were not
     */
    private record Changes(
            Map<String, RebuiltToken> purged, Map<String, String> labels, Map<String, Optional<Disabling>> disablings) {
        /** Whether the row of the token, which it may still have, differs from what the token was then. */
        boolean isOf(Token token) {
            return labels.containsKey(token.id()) || disablings.containsKey(token.id());
        }

        /** The token as it was then. */
        Token undone(Token token) {
            Token labelled = token.withLabel(labels.getOrDefault(token.id(), token.label()));
            Optional<Disabling> disabling = disablings.get(token.id());
            return disabling == null ? labelled : labelled.disabled(disabling.orElse(null));
        }
    }

    /**
     * Notes the label at that time, which the first later change of the label names, that the token was purged, and that it
     * was disabled or enabled.
     */
    private static void learn(
            AuditEvent event,
            Map<String, RebuiltToken> purged,
            Map<String, String> labels,
            Map<String, Optional<Disabling>> disablings) {
        String id = event.tokenId();
        if (id == null) {
            return;
        }
        if (Trace.is(event, AuditAction.PURGE)) {
            purged.put(id, new RebuiltToken(id));
        } else if (Trace.is(event, AuditAction.DISABLE) || Trace.is(event, AuditAction.ENABLE)) {
            disablings.put(id, Optional.empty());
        } else {
            EventDetail.findFormerLabel(event.detail()).ifPresent(label -> labels.putIfAbsent(id, label));
        }
    }

    /** Notes how the token is disabled after an event before that time. */
    private static void learnSwitch(AuditEvent event, Map<String, Optional<Disabling>> disablings) {
        if (Trace.is(event, AuditAction.DISABLE)) {
            Disabling disabling = new Disabling(event.at(), event.actor().user(), event.detail());
            disablings.put(Objects.requireNonNull(event.tokenId()), Optional.of(disabling));
        } else if (Trace.is(event, AuditAction.ENABLE)) {
            disablings.put(Objects.requireNonNull(event.tokenId()), Optional.empty());
        }
    }

    /** Passes on the tokens of the table and, at their places among them, those that were purged or changed. */
    private static void merge(
            Transaction transaction, ListQuery query, Instant time, Changes changes, Consumer<Token> each) {
        Comparator<Token> order = PastOrder.of(query.order(), time);
        Deque<Token> others = new ArrayDeque<>(
                others(transaction, query, changes).stream().sorted(order).toList());
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

    private static List<Token> others(Transaction transaction, ListQuery query, Changes changes) {
        Set<String> changed = new HashSet<>(changes.labels().keySet());
        changed.addAll(changes.disablings().keySet());
        changed.removeAll(changes.purged().keySet());
        Stream<Token> present =
                changed.stream().flatMap(id -> transaction.tokens().find(id).map(StoredToken::token).stream());
        List<Token> all = Stream.concat(
                        present, changes.purged().values().stream().map(RebuiltToken::token))
                .map(changes::undone)
                .toList();
        Set<String> matching = transaction
                .tokens()
                .matching(query.globs(), all.stream().map(Token::label).toList());
        return all.stream().filter(token -> matching.contains(token.label())).toList();
    }
}

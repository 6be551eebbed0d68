package com.smartonboarding.apikeys.service.history;

import com.smartonboarding.apikeys.audit.AuditEvent;
import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.model.Disabling;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.service.EditedFact;
import com.smartonboarding.apikeys.service.EventDetail;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What was changed about tokens after a time. A new label and an edit name the values before them, so they are undone,
 * the latest first. How a token was disabled at that time is known only from the earlier events about it.
 */
final class LaterChanges {
    private final Map<String, Deque<AuditEvent>> latestFirst = new HashMap<>();
    private final Map<String, Optional<Disabling>> disablings = new HashMap<>();

    /** Notes a change of the token with this id after that time. Changes must be noted in order. */
    void note(String id, AuditEvent event) {
        if (isSwitch(event)) {
            disablings.put(id, Optional.empty());
        } else {
            latestFirst.computeIfAbsent(id, unknown -> new ArrayDeque<>()).push(event);
        }
    }

    /** Notes an event by that time, in order, which may say how a token was disabled then. */
    void noteEarlier(AuditEvent event) {
        if (isSwitch(event)) {
            boolean disabled = Trace.is(event, AuditAction.DISABLE);
            disablings.put(
                    Objects.requireNonNull(event.tokenId()),
                    disabled
                            ? Optional.of(
                                    new Disabling(event.at(), event.actor().user(), event.detail()))
                            : Optional.empty());
        }
    }

    /** The ids of the tokens that were disabled or enabled since. */
    Set<String> switched() {
        return disablings.keySet();
    }

    /** The ids of the changed tokens. */
    Set<String> ids() {
        Set<String> ids = new HashSet<>(latestFirst.keySet());
        ids.addAll(disablings.keySet());
        return ids;
    }

    /** Whether the row of the token, which it may still have, differs from what the token was then. */
    boolean isOf(Token token) {
        return latestFirst.containsKey(token.id()) || disablings.containsKey(token.id());
    }

    /** The token as it was then. */
    Token undo(Token token) {
        Token before = token;
        for (AuditEvent event : latestFirst.getOrDefault(token.id(), new ArrayDeque<>())) {
            before = Trace.is(event, AuditAction.EDIT)
                    ? EditedFact.undo(before, event.detail())
                    : before.withLabel(
                            EventDetail.findFormerLabel(event.detail()).orElse(before.label()));
        }
        Optional<Disabling> disabling = disablings.get(token.id());
        return disabling == null ? before : before.disabled(disabling.orElse(null));
    }

    private static boolean isSwitch(AuditEvent event) {
        return Trace.is(event, AuditAction.DISABLE) || Trace.is(event, AuditAction.ENABLE);
    }
}

package com.smartonboarding.apikeys.service.history;

import com.smartonboarding.apikeys.audit.AuditAction;
import com.smartonboarding.apikeys.audit.AuditEvent;
import com.smartonboarding.apikeys.model.HistoryEvent;
import com.smartonboarding.apikeys.model.User;
import com.smartonboarding.apikeys.service.EventDetail;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the events about one token say together. They are read twice: an event tells the label that a token had until
 * then, so which one it had before is known only from later events.
 */
final class Trace {
    private final String tokenId;
    private final List<String> formerLabels = new ArrayList<>();
    private final Map<String, Long> uids = new HashMap<>();
    private final Set<String> sharedNames = new TreeSet<>();
    private @Nullable String predecessorId;
    private @Nullable String successorId;
    private @Nullable String labelWhenPurged;
    private String lastLabel = "";
    private int labelsTold;

    Trace(String tokenId) {
        this.tokenId = tokenId;
    }

    String tokenId() {
        return tokenId;
    }

    /** Takes one event into account; first all of them, in order. */
    void learn(AuditEvent event) {
        Long other = uids.putIfAbsent(event.actor().name(), event.actor().uid());
        if (other != null && other != event.actor().uid()) {
            sharedNames.add(event.actor().name());
        }
        if (event.denied()) {
            return;
        }
        if (is(event, AuditAction.GENERATE)) {
            predecessorId = EventDetail.findPredecessor(event.detail()).orElse(null);
        } else if (is(event, AuditAction.ROTATE)) {
            successorId = EventDetail.findSuccessor(event.detail()).orElse(successorId);
        } else if (is(event, AuditAction.RELABEL)) {
            EventDetail.findFormerLabel(event.detail()).ifPresent(formerLabels::add);
        } else if (is(event, AuditAction.PURGE)) {
            labelWhenPurged = EventDetail.findFormerLabel(event.detail()).orElse(null);
        }
    }

    /** The label of the token when its row was deleted; empty while there is one. */
    Optional<String> labelWhenPurged() {
        return Optional.ofNullable(labelWhenPurged);
    }

    @Nullable
    String predecessorId() {
        return predecessorId;
    }

    @Nullable
    String successorId() {
        return successorId;
    }

    Set<String> sharedNames() {
        return sharedNames;
    }

    /** Begins to tell, of a token that has this label at the end. */
    void begin(String label) {
        lastLabel = label;
        labelsTold = 0;
    }

    /** The label of the token after the events told so far. */
    String label() {
        return labelsTold < formerLabels.size() ? formerLabels.get(labelsTold) : lastLabel;
    }

    /** The event with what is known from the others; to be asked for in order. */
    HistoryEvent tell(AuditEvent event) {
        String formerLabel = null;
        if (is(event, AuditAction.RELABEL) && !event.denied()) {
            formerLabel = label();
            labelsTold++;
        }
        boolean saysLabel = formerLabel != null || is(event, AuditAction.PURGE);
        return new HistoryEvent(
                event.at(),
                event.action(),
                event.denied(),
                new User(event.actor().uid(), event.actor().name()),
                event.actor().terminal(),
                null,
                saysLabel ? null : event.detail(),
                label(),
                formerLabel,
                event.actor().via(),
                event.actor().loginUid(),
                event.sequence());
    }

    private static boolean is(AuditEvent event, AuditAction action) {
        return event.action().equals(action.word());
    }
}

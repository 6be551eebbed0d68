package com.smartonboarding.apikeys.service.history;

import com.smartonboarding.apikeys.audit.AuditEvent;
import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.model.User;
import com.smartonboarding.apikeys.model.result.HistoryEvent;
import com.smartonboarding.apikeys.service.EventDetail;
import com.smartonboarding.apikeys.service.PurgedToken;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Combines the events about one token. They are read twice: an event names only the label that the token had before it,
 * so the label at an earlier time is known only from later events.
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

    /** Learns from one event. All events must be learned, in order, before the first is told. */
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
            labelWhenPurged =
                    PurgedToken.parse(event.detail()).map(PurgedToken::label).orElse(null);
        }
    }

    /** The token's label when its row was deleted; empty while the row exists. */
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

    /** Begins to tell the history of a token with this final label. */
    void begin(String label) {
        lastLabel = label;
        labelsTold = 0;
    }

    /** The label of the token after the events told so far. */
    String label() {
        return labelsTold < formerLabels.size() ? formerLabels.get(labelsTold) : lastLabel;
    }

    /** The event, completed from the other events. Events must be told in order. */
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

    static boolean is(AuditEvent event, AuditAction action) {
        return event.action().equals(action.word());
    }
}

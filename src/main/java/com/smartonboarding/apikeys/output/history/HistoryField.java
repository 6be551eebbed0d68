package com.smartonboarding.apikeys.output.history;

import com.smartonboarding.apikeys.model.User;
import com.smartonboarding.apikeys.model.result.HistoryEvent;
import com.smartonboarding.apikeys.model.text.UtcTime;
import com.smartonboarding.apikeys.output.json.JsonText;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** All fields that the machine formats print about an event of a history, in their order. */
enum HistoryField {
    TIME,
    ACTION,
    DENIED,
    BY,
    TERMINAL,
    ADDRESS,
    DETAIL,
    LABEL,
    FORMER_LABEL,
    BY_UID,
    VIA,
    LOGIN_UID,
    SEQUENCE;

    private final String key = name().toLowerCase(Locale.ROOT);

    /** The value as text, not yet escaped; null if there is none. */
    @Nullable
    String text(HistoryEvent event) {
        User by = event.by();
        return switch (this) {
            case TIME -> UtcTime.of(event.at());
            case ACTION -> event.action();
            case DENIED -> Boolean.toString(event.denied());
            case BY -> by == null ? null : by.name();
            case TERMINAL -> event.terminal();
            case ADDRESS -> event.address();
            case DETAIL -> event.detail();
            case LABEL -> event.label();
            case FORMER_LABEL -> event.formerLabel();
            case VIA -> event.via();
            case BY_UID, LOGIN_UID, SEQUENCE -> {
                Long number = number(event);
                yield number == null ? null : number.toString();
            }
        };
    }

    /** Writes the value as a member of the current JSON object. */
    void write(HistoryEvent event, JsonText json) {
        Long number = number(event);
        if (this == DENIED) {
            json.member(key, event.denied());
        } else if (number != null) {
            json.member(key, number);
        } else {
            json.member(key, text(event));
        }
    }

    private @Nullable Long number(HistoryEvent event) {
        User by = event.by();
        return switch (this) {
            case BY_UID -> by == null ? null : (Long) by.uid();
            case LOGIN_UID -> event.loginUid();
            case SEQUENCE -> event.sequence();
            default -> null;
        };
    }
}

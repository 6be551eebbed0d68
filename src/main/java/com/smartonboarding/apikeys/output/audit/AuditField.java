package com.smartonboarding.apikeys.output.audit;

import com.smartonboarding.apikeys.audit.AuditEvent;
import com.smartonboarding.apikeys.model.text.UtcTime;
import com.smartonboarding.apikeys.output.json.JsonText;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** All fields that the machine formats print about an event of the audit trail, in their order. */
enum AuditField {
    SEQUENCE,
    TIME,
    ACTION,
    DENIED,
    TOKEN,
    BY,
    DETAIL,
    BY_UID,
    TERMINAL,
    VIA,
    LOGIN_UID,
    ACCOUNT_UID,
    CLOCK_REGRESSED,
    TOOL_VERSION;

    static final List<AuditField> ALL = List.of(values());

    private final String key = name().toLowerCase(Locale.ROOT);

    /** The name in JSON and in the header of CSV. */
    String key() {
        return key;
    }

    /** The value as text, not yet escaped; null if there is none. */
    @Nullable
    String text(AuditEvent event) {
        return switch (this) {
            case TIME -> UtcTime.of(event.at());
            case ACTION -> event.action();
            case TOKEN -> event.tokenId();
            case BY -> event.actor().name();
            case DETAIL -> event.detail();
            case TERMINAL -> event.actor().terminal();
            case VIA -> event.actor().via();
            case TOOL_VERSION -> event.actor().toolVersion();
            case DENIED -> Boolean.toString(event.denied());
            case CLOCK_REGRESSED -> Boolean.toString(event.clockRegressed());
            case SEQUENCE -> Long.toString(event.sequence());
            case BY_UID -> Long.toString(event.actor().uid());
            case ACCOUNT_UID -> Long.toString(event.actor().account());
            case LOGIN_UID -> {
                Long loginUid = event.actor().loginUid();
                yield loginUid == null ? null : loginUid.toString();
            }
        };
    }

    /** Writes the value as a member of the current JSON object. */
    void write(AuditEvent event, JsonText json) {
        Long loginUid = event.actor().loginUid();
        switch (this) {
            case DENIED -> json.member(key, event.denied());
            case CLOCK_REGRESSED -> json.member(key, event.clockRegressed());
            case SEQUENCE -> json.member(key, event.sequence());
            case BY_UID -> json.member(key, event.actor().uid());
            case ACCOUNT_UID -> json.member(key, event.actor().account());
            case LOGIN_UID -> {
                if (loginUid == null) {
                    json.member(key, (String) null);
                } else {
                    json.member(key, loginUid);
                }
            }
            case TIME, ACTION, TOKEN, BY, DETAIL, TERMINAL, VIA, TOOL_VERSION -> json.member(key, text(event));
        }
    }
}

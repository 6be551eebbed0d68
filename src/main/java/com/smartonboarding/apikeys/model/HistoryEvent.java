package com.smartonboarding.apikeys.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to a token: an event of the audit trail, or the last access, which is not in the trail.
 *
 * @param at when, by the clock of then
 * @param action the word of the trail, or {@link #LAST_ACCESS}
 * @param denied whether the attempt was refused for lack of the role
 * @param by who did it; null for an access
 * @param terminal where it was typed, if at a terminal
 * @param address where the code was presented from, if that was told
 * @param detail what else the trail says: a reason, another token
 * @param label the label from then on
 * @param formerLabel the label until then, of a relabelling
 * @param via {@code direct}, {@code sudo}, or {@code direct, SUDO_UID ignored}; null for an access
 * @param loginUid the uid that had logged in, when the kernel knew
 * @param sequence the number in the trail; null for an access
 */
public record HistoryEvent(
        Instant at,
        String action,
        boolean denied,
        @Nullable User by,
        @Nullable String terminal,
        @Nullable String address,
        @Nullable String detail,
        String label,
        @Nullable String formerLabel,
        @Nullable String via,
        @Nullable Long loginUid,
        @Nullable Long sequence) {
    /** The action of the one event that is not in the trail. */
    public static final String LAST_ACCESS = "last access";

    /** The last access of a token that had this label then. */
    public static HistoryEvent of(LastAccess access, String label) {
        return new HistoryEvent(
                access.at(), LAST_ACCESS, false, null, null, access.from(), null, label, null, null, null, null);
    }
}

package com.smartonboarding.apikeys.model.result;

import com.smartonboarding.apikeys.model.LastAccess;
import com.smartonboarding.apikeys.model.User;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event in a token's life: an event of the audit trail, or the last access, which the trail does not have.
 *
 * @param at when it happened, by the clock at that time
 * @param action the trail's word, or {@code last access}
 * @param denied whether the attempt was refused for lack of the role
 * @param by the user who did it; null for an access
 * @param terminal the terminal it was typed at, if any
 * @param address the address that the code was presented from, if known
 * @param detail what else the trail says: a reason, another token
 * @param label the label after the event
 * @param formerLabel the label before it, if the event changed the label
 * @param via {@code direct}, {@code sudo}, or {@code direct, SUDO_UID ignored}; null for an access
 * @param loginUid the uid that had logged in, if the kernel knew it
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
    /** The action of the only event that is not in the trail. */
    private static final String LAST_ACCESS = "last access";

    /** The last access of a token that had this label at that time. */
    public static HistoryEvent of(LastAccess access, String label) {
        return new HistoryEvent(
                access.at(), LAST_ACCESS, false, null, null, access.from(), null, label, null, null, null, null);
    }

    /** Whether it is the last access, which the trail does not have. */
    public boolean isAccess() {
        return sequence == null;
    }
}

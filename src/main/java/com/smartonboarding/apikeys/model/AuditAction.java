package com.smartonboarding.apikeys.model;

import com.smartonboarding.apikeys.model.StoredWords.Action;
import org.jspecify.annotations.Nullable;

/** What was done or attempted. The trail stores {@link #word}, so renaming a constant changes no stored event. */
public enum AuditAction {
    INIT(Action.INIT),
    GENERATE(Action.GENERATE),
    SHOW(Action.SHOW),
    RELABEL(Action.RELABEL),
    REVOKE(Action.REVOKE),
    ROTATE(Action.ROTATE),
    DELIVER(Action.DELIVER),
    PURGE(Action.PURGE),
    UNDELIVERED(Action.UNDELIVERED),
    ADMINS_ADD(Action.ADMINS_ADD),
    ADMINS_CONFIRM(Action.ADMINS_CONFIRM),
    ADMINS_REMOVE(Action.ADMINS_REMOVE),
    ADMINS_RECOVER(Action.ADMINS_RECOVER),
    BACKUP(Action.BACKUP),
    UPGRADE(Action.UPGRADE),
    DISABLE(Action.DISABLE),
    ENABLE(Action.ENABLE),
    AUDIT_VERIFY(Action.AUDIT_VERIFY),
    DOCTOR(Action.DOCTOR),
    EDIT(Action.EDIT),
    LIST(Action.LIST),
    HISTORY(Action.HISTORY),
    AUDIT_LIST(Action.AUDIT_LIST),
    AUDIT_HEAD(Action.AUDIT_HEAD),
    ADMINS_LIST(Action.ADMINS_LIST),
    KEY_LIST(Action.KEY_LIST),
    KEY_ROTATE(Action.KEY_ROTATE),
    KEY_REKEY(Action.KEY_REKEY),
    KEY_DROP(Action.KEY_DROP),
    RESTORE(Action.RESTORE);

    private final String word;

    AuditAction(String word) {
        this.word = word;
    }

    /** The action with this word; null for an action of a later version. */
    public static @Nullable AuditAction of(String word) {
        for (AuditAction action : values()) {
            if (action.word.equals(word)) {
                return action;
            }
        }
        return null;
    }

    /** The word in the trail. For an action that can be denied, it is the command that a user types. */
    public String word() {
        return word;
    }
}

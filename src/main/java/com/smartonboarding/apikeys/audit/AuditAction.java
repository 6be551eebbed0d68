package com.smartonboarding.apikeys.audit;

import com.smartonboarding.apikeys.model.StoredWords.Action;

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
    ADMINS_RECOVER(Action.ADMINS_RECOVER);

    private final String word;

    AuditAction(String word) {
        this.word = word;
    }

    /** The word in the trail. For an action that can be denied, it is the command that a user types. */
    public String word() {
        return word;
    }
}

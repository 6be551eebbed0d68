package com.smartonboarding.apikeys.audit;

/** What was done or attempted; {@link #word} is what the trail keeps, so a renamed constant changes no history. */
public enum AuditAction {
    INIT("init"),
    GENERATE("generate"),
    SHOW("show"),
    RELABEL("relabel"),
    REVOKE("revoke"),
    ROTATE("rotate"),
    DELIVER("deliver"),
    PURGE("purge"),
    UNDELIVERED("undelivered"),
    ADMINS_ADD("admins add"),
    ADMINS_CONFIRM("admins confirm"),
    ADMINS_REMOVE("admins remove"),
    ADMINS_RECOVER("admins recover");

    private final String word;

    AuditAction(String word) {
        this.word = word;
    }

    /** The word in the trail; of what can be denied, it is the command that a person would type. */
    public String word() {
        return word;
    }
}

package com.smartonboarding.apikeys.output.serve;

import java.util.Locale;

/** What happens to a server, beside its answers. */
public enum ServeEvent {
    STARTED,
    STOPPING,
    STOPPED,
    RELOADED,
    RELOAD_FAILED,
    DATABASE_FAILS,
    DATABASE_ANSWERS,
    DATABASE_UPGRADED,
    TOKEN_DAMAGED,
    ACCESSES_NOT_RECORDED,
    ADDRESS_MISSING,
    CANNOT_ACCEPT,
    INTERNAL_ERROR;

    /** The word in the log. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

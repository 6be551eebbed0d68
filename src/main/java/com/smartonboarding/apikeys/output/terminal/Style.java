package com.smartonboarding.apikeys.output.terminal;

import com.smartonboarding.apikeys.model.Status;

/** What a coloured text means; the palette chooses the colour. */
public enum Style {
    ACTIVE,
    DISABLED,
    REVOKED,
    EXPIRED,
    IN_USE,
    HEADING,
    FAINT;

    /** The style of a status word. */
    public static Style of(Status status) {
        return switch (status) {
            case ACTIVE -> ACTIVE;
            case DISABLED -> DISABLED;
            case REVOKED -> REVOKED;
            case EXPIRED -> EXPIRED;
        };
    }
}

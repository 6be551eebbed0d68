package com.smartonboarding.apikeys.files;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A failure that says why in words of this tool, which may stand in a message to people. */
public class ReasonedException extends IOException {
    private static final long serialVersionUID = 1;

    private final String reason;

    public ReasonedException(String reason) {
        this(reason, null);
    }

    public ReasonedException(String reason, @Nullable Throwable cause) {
        super(reason, cause);
        this.reason = reason;
    }

    /** Why, in a few words. */
    public String reason() {
        return reason;
    }
}

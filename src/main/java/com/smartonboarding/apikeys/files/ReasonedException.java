package com.smartonboarding.apikeys.files;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A failure with a reason in this tool's words, fit for a message to users. */
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

    /** The reason, in a few words. */
    public String reason() {
        return reason;
    }
}

package com.smartonboarding.apikeys.files;

import java.io.IOException;

/** A file has its name and content, but may not survive a power cut. */
public final class NotDurableException extends ReasonedException {
    public NotDurableException(String reason, IOException cause) {
        super(reason, cause);
    }
}

package com.smartonboarding.apikeys.files;

import java.io.IOException;

/** A file has its name and its content, but whether it would survive a power cut is not known. */
public final class NotDurableException extends ReasonedException {
    public NotDurableException(String reason, IOException cause) {
        super(reason, cause);
    }
}

package com.smartonboarding.apikeys.files;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file was written, and it is not known whether it got its name. */
public final class UncertainException extends ReasonedException {
    private static final long serialVersionUID = 1;

    public UncertainException(String reason, @Nullable IOException cause) {
        super(reason, cause);
    }
}

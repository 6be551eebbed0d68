package com.smartonboarding.apikeys.cli.caller;

import com.smartonboarding.apikeys.files.ReasonedException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The caller's process does not answer, or not as it should. */
final class GoneException extends ReasonedException {
    private static final long serialVersionUID = 1;

    GoneException() {
        this(null);
    }

    GoneException(@Nullable IOException cause) {
        super("the process that uses your files for apikeys ended", cause);
    }
}

package com.smartonboarding.apikeys.failure;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The key file is missing, damaged, or belongs to another database. */
public final class WrongKeyException extends Failure {
    private final @Nullable String missingKey;

    public WrongKeyException(String fact) {
        this(fact, null);
    }

    /** The failure for a key file that does not hold this key. */
    public WrongKeyException(String fact, @Nullable String missingKey) {
        super(ExitCode.WRONG_KEY, fact, null);
        this.missingKey = missingKey;
    }

    /** The id of the key that the key file does not hold, if the failure is about one. */
    public Optional<String> missingKey() {
        return Optional.ofNullable(missingKey);
    }
}

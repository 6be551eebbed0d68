package com.smartonboarding.apikeys.model;

import com.smartonboarding.apikeys.failure.ExitCode;
import org.jspecify.annotations.Nullable;

/**
 * Whether a presented code authenticates.
 *
 * @param token the token whose code it is; null unless it authenticates, so that a rejection gives nothing away
 */
public record Verification(Result result, @Nullable Token token) {
    /** The answers. */
    public enum Result {
        VALID("valid", ExitCode.OK),
        MALFORMED("malformed", ExitCode.REJECTED_MALFORMED),
        UNKNOWN("unknown", ExitCode.REJECTED_UNKNOWN),
        REVOKED("revoked", ExitCode.REJECTED_REVOKED),
        EXPIRED("expired", ExitCode.REJECTED_EXPIRED),
        LACKS_SCOPE("lacks_scope", ExitCode.REJECTED_SCOPE);

        private final String word;
        private final ExitCode exitCode;

        Result(String word, ExitCode exitCode) {
            this.word = word;
            this.exitCode = exitCode;
        }

        /** The word that machines read. */
        public String word() {
            return word;
        }

        /** How a process that was asked ends. */
        public ExitCode exitCode() {
            return exitCode;
        }
    }

    /** A rejection. */
    public static Verification rejected(Result result) {
        return new Verification(result, null);
    }

    /** Whether the code authenticates. */
    public boolean isValid() {
        return result == Result.VALID;
    }
}

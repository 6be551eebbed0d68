package com.smartonboarding.apikeys.model;

import com.smartonboarding.apikeys.failure.ExitCode;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a presented code.
 *
 * @param token the token of the code; null for a rejected code, so that a rejection reveals nothing
 */
public record Verification(Result result, @Nullable Token token) {
    /** The possible answers. */
    public enum Result {
        VALID("valid", ExitCode.OK),
        MALFORMED("malformed", ExitCode.REJECTED_MALFORMED),
        UNKNOWN("unknown", ExitCode.REJECTED_UNKNOWN),
        REVOKED("revoked", ExitCode.REJECTED_REVOKED),
        DISABLED("disabled", ExitCode.REJECTED_DISABLED),
        EXPIRED("expired", ExitCode.REJECTED_EXPIRED),
        LACKS_SCOPE("lacks_scope", ExitCode.REJECTED_SCOPE),
        OUTSIDE_NETWORK("outside_network", ExitCode.REJECTED_NETWORK);

        private final String word;
        private final ExitCode exitCode;

        Result(String word, ExitCode exitCode) {
            this.word = word;
            this.exitCode = exitCode;
        }

        /** The word for programs. */
        public String word() {
            return word;
        }

        /** The exit code of a command that was asked about this code. */
        public ExitCode exitCode() {
            return exitCode;
        }
    }

    /** The answer to a rejected code. */
    public static Verification rejected(Result result) {
        return new Verification(result, null);
    }

    /** Whether the code authenticates. */
    public boolean isValid() {
        return result == Result.VALID;
    }
}

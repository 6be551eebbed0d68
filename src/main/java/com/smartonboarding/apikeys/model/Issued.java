package com.smartonboarding.apikeys.model;

import org.jspecify.annotations.Nullable;

/**
 * The token that a request received.
 *
 * @param code its code, which is null when the token was there already and nothing was made
 */
public record Issued(Token token, @Nullable TokenCode code, Outcome outcome) {
    /** How it came about. */
    public enum Outcome {
        /** It was made now. */
        NEW("new"),
        /** It was made earlier, by the same request. */
        REPEATED("repeated"),
        /** Its label was in use, and that was to be no error. */
        PRESENT("present");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }

        /** The word that machines read. */
        public String word() {
            return word;
        }
    }
}

package com.smartonboarding.apikeys.model.result;

import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.TokenCode;
import org.jspecify.annotations.Nullable;

/**
 * The token that a request returned.
 *
 * @param code its code; null if the token existed already and nothing was made
 */
public record Issued(Token token, @Nullable TokenCode code, Outcome outcome) {
    /** The ways in which a request can get its token. */
    public enum Outcome {
        /** The request made the token. */
        NEW("new"),
        /** An earlier call of the same request made the token. */
        REPEATED("repeated"),
        /** The label was in use, and the request allowed that. */
        PRESENT("present");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }

        /** The word for programs. */
        public String word() {
            return word;
        }
    }
}

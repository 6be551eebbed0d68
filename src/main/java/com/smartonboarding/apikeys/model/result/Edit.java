package com.smartonboarding.apikeys.model.result;

import com.smartonboarding.apikeys.model.Status;
import com.smartonboarding.apikeys.model.Token;
import java.time.Instant;

/** A token before and after an edit, which was made at this time. */
public record Edit(Token before, Token after, Instant now, Outcome outcome) {
    /** What came of it. */
    public enum Outcome {
        /** The token was changed. */
        EDITED("edited"),
        /** Everything was already as requested, so nothing was changed. */
        UNCHANGED("unchanged"),
        /** Nothing was changed, because this was a dry run. */
        PREVIEW("preview");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }

        /** The word for programs. */
        public String word() {
            return word;
        }
    }

    /** Whether a token that had expired is valid again. */
    public boolean revives() {
        return before.status(now) == Status.EXPIRED && after.status(now) != Status.EXPIRED;
    }
}

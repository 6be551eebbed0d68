package com.smartonboarding.apikeys.model;

import com.smartonboarding.apikeys.model.StoredWords.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Why the tool itself revoked a token. No person can type such a reason. Rows store {@link #word}, so renaming a
 * constant changes no row.
 */
public enum SystemReason {
    /** The token's code could not be handed over. */
    UNDELIVERED(Reason.UNDELIVERED, "undelivered"),
    /** The request was repeated, but no copy of the token's code was kept. */
    STRANDED(Reason.STRANDED, "the request was repeated, and no copy of this code was kept"),
    /** A rotation replaced the token. */
    ROTATED(Reason.ROTATED, "rotated"),
    /** The token was the successor in a rotation that was aborted. */
    ABORTED(Reason.ABORTED, "the rotation was aborted");

    private static final SystemReason[] ALL = values();

    private final String word;
    private final String sentence;

    SystemReason(String word, String sentence) {
        this.word = word;
        this.sentence = sentence;
    }

    /** The word that is stored. */
    public String word() {
        return word;
    }

    /** The reason that people read. It is stored beside the word and never compared with anything. */
    public String sentence() {
        return sentence;
    }

    /** The reason with this word, or null. */
    public static @Nullable SystemReason of(String word) {
        for (SystemReason reason : ALL) {
            if (reason.word.equals(word)) {
                return reason;
            }
        }
        return null;
    }
}

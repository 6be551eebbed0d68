package com.smartonboarding.apikeys.output;

import java.util.List;

/**
 * Prints a list of tokens in one format, as the tokens come; a failing stream is an
 * {@link java.io.UncheckedIOException}.
 */
public interface TokenPrinter {
    /** Writes what comes before the first token. */
    void begin();

    /** Writes one token. */
    void print(TokenView token);

    /** Takes in how many tokens are missing because they were purged since the moment of the list; comes before the end. */
    default void purgedSince(long count) {
        // Most formats have rows alone.
    }

    /** Writes what comes after the last token, and hands everything on to the stream. */
    void end();

    /** The columns that the window had no room for, by their headings, once the list has ended. */
    default List<String> leftOut() {
        return List.of();
    }
}

package com.smartonboarding.apikeys.output.token;

import java.util.List;

/**
 * Prints a list of tokens in one format, token by token. A failing stream throws an
 * {@link java.io.UncheckedIOException}.
 */
public interface TokenPrinter {
    /** Writes what comes before the first token. */
    default void begin() {
        // Most formats have no header.
    }

    /** Writes one token. */
    void print(TokenView token);

    /**
     * Takes what is special about a list of a time in the past; called before the end.
     *
     * @param purgedSince how many tokens that existed then were purged since
     * @param partlyKnown the ids of listed tokens whose purge left some fields unknown
     */
    default void past(long purgedSince, List<String> partlyKnown) {
        // Most formats have only rows.
    }

    /** Writes what comes after the last token, and flushes everything to the stream. */
    void end();

    /** The headings of the columns that did not fit into the window; known once the list has ended. */
    default List<String> leftOut() {
        return List.of();
    }
}

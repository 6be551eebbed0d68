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
     * Takes the number of tokens missing because they were purged after the time of the list; called before the end.
     */
    default void purgedSince(long count) {
        // Most formats have only rows.
    }

    /** Writes what comes after the last token, and flushes everything to the stream. */
    void end();

    /** The headings of the columns that did not fit into the window; known once the list has ended. */
    default List<String> leftOut() {
        return List.of();
    }
}

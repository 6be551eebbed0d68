package com.smartonboarding.apikeys.cli.help;

import java.util.List;

/**
 * A section of a help text: paragraphs to read, and below them entries to look up.
 *
 * @param heading without a colon
 */
public record HelpSection(String heading, List<String> paragraphs, List<Entry> entries) {
    /** A term as it is typed or printed, and its meaning. */
    public record Entry(String term, String text) {}

    /** A section of entries. */
    public static HelpSection of(String heading, List<Entry> entries) {
        return new HelpSection(heading, List.of(), entries);
    }

    /** A section of paragraphs. */
    public static HelpSection of(String heading, String... paragraphs) {
        return new HelpSection(heading, List.of(paragraphs), List.of());
    }
}

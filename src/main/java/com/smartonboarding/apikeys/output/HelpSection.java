package com.smartonboarding.apikeys.output;

import java.util.List;

/**
 * A part of a help text: what is to be read as sentences, and below it what is to be looked up.
 *
 * @param heading without a colon
 */
public record HelpSection(String heading, List<String> paragraphs, List<Entry> entries) {
    /** A word as it is typed or seen, and what it means. */
    public record Entry(String term, String text) {}

    /** A section to look something up in. */
    public static HelpSection of(String heading, List<Entry> entries) {
        return new HelpSection(heading, List.of(), entries);
    }

    /** A section to read. */
    public static HelpSection of(String heading, String... paragraphs) {
        return new HelpSection(heading, List.of(paragraphs), List.of());
    }
}

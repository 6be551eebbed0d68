package com.smartonboarding.apikeys.service;

import java.util.ArrayList;
import java.util.List;

/**
 * Facts in the detail of an event: {@code label='web' scopes='a b'}. The quotes in a value are doubled, so that no value
 * can look like another fact. Databases keep these details forever, so the form must not change.
 */
final class QuotedFacts {
    private static final char QUOTE = '\'';

    private QuotedFacts() {}

    /** A fact; its name ends with what comes before the quote. */
    record Fact(String name, String value) {}

    /** Adds a fact to a detail, with a space between two. */
    static void add(StringBuilder detail, String name, String value) {
        detail.append(detail.isEmpty() ? "" : " ")
                .append(name)
                .append(QUOTE)
                .append(value.replace("'", "''"))
                .append(QUOTE);
    }

    /** The facts of a detail, in order. */
    static List<Fact> parse(String detail) {
        List<Fact> facts = new ArrayList<>();
        int start = 0;
        int open = detail.indexOf(QUOTE);
        while (open > 0) {
            StringBuilder value = new StringBuilder();
            int at = open + 1;
            while (at < detail.length() && !(detail.charAt(at) == QUOTE && !detail.startsWith("''", at))) {
                value.append(detail.charAt(at));
                at += detail.charAt(at) == QUOTE ? 2 : 1;
            }
            facts.add(new Fact(detail.substring(start, open), value.toString()));
            start = at + 2; // after the quote and the space
            open = start < detail.length() ? detail.indexOf(QUOTE, start) : -1;
        }
        return facts;
    }
}

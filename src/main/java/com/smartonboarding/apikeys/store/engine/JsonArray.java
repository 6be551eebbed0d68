package com.smartonboarding.apikeys.store.engine;

import java.util.Collection;

/** Texts in a JSON array, which binds many values to one parameter of {@code json_each}. */
public final class JsonArray {
    private JsonArray() {}

    /** An array of printable texts, such as labels and ids. */
    public static String of(Collection<String> texts) {
        StringBuilder json = new StringBuilder(16 * texts.size() + 2).append('[');
        for (String text : texts) {
            json.append(json.length() > 1 ? "," : "").append(text(text));
        }
        return json.append(']').toString();
    }

    /** A printable text as an element of an array; in it, nothing but backslashes and quotes needs escaping. */
    public static String text(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}

package com.smartonboarding.apikeys.store.engine;

import java.util.Collection;

/** Texts in a JSON array, which binds many values to one parameter of {@code json_each}. */
public final class JsonArray {
    private JsonArray() {}

    /** An array of printable texts, such as labels and ids; in them, nothing but backslashes and quotes needs escaping. */
    public static String of(Collection<String> texts) {
        StringBuilder json = new StringBuilder("[");
        for (String text : texts) {
            String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"");
            json.append(json.length() > 1 ? ",\"" : "\"").append(escaped).append('"');
        }
        return json.append(']').toString();
    }
}

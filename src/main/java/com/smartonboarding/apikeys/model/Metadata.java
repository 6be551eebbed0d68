package com.smartonboarding.apikeys.model;

import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.model.text.TextRules;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator notes about a token for programs: up to 16 pairs of a key and a value. A key has no equals sign,
 * and neither has a line break.
 *
 * @param pairs the values by their keys; sorted by key, and cannot be changed
 */
public record Metadata(SortedMap<String, String> pairs) {
    /** The largest number of pairs. */
    public static final int MOST = 16;

    /** No pairs. */
    public static final Metadata NONE = new Metadata(Collections.emptySortedMap());

    /** These pairs. */
    public static Metadata of(Map<String, String> pairs) {
        return pairs.isEmpty() ? NONE : new Metadata(Collections.unmodifiableSortedMap(new TreeMap<>(pairs)));
    }

    /** The pairs that a person typed, each as {@code KEY=VALUE}. A value may contain an equals sign. */
    public static Metadata ofTyped(Collection<String> typed) {
        Map<String, String> pairs = new TreeMap<>();
        for (String text : typed) {
            int equals = text.indexOf('=');
            if (equals < 0) {
                throw new UsageException("Metadata is written as KEY=VALUE, but one of these texts has no '='.");
            }
            String key = TextRules.metadataKey(text.substring(0, equals));
            if (pairs.put(key, TextRules.metadataValue(key, text.substring(equals + 1))) != null) {
                throw new UsageException("The metadata has two values for '" + key + "'.");
            }
        }
        return of(pairs).limited();
    }

    /** These pairs, unless they are too many. */
    public Metadata limited() {
        if (pairs.size() > MOST) {
            throw new UsageException("The metadata of a token can have at most " + MOST + " keys.");
        }
        return this;
    }

    /** Each pair as {@code KEY=VALUE}. */
    public List<String> texts() {
        return pairs.entrySet().stream()
                .map(pair -> pair.getKey() + "=" + pair.getValue())
                .toList();
    }

    /** Whether it has all of these pairs. */
    public boolean containsAll(Metadata other) {
        return pairs.entrySet().containsAll(other.pairs.entrySet());
    }

    public boolean isEmpty() {
        return pairs.isEmpty();
    }

    /**
     * The one spelling of these pairs that databases store: a line {@code KEY=VALUE} for each, sorted by key. Null if
     * there are none.
     */
    public @Nullable String stored() {
        if (pairs.isEmpty()) {
            return null;
        }
        StringBuilder lines = new StringBuilder();
        pairs.forEach((key, value) -> lines.append(lines.isEmpty() ? "" : "\n")
                .append(key)
                .append('=')
                .append(value));
        return lines.toString();
    }

    /** The pairs of such a spelling. Another spelling of pairs gives pairs whose spelling is not this one. */
    public static Metadata ofStored(String stored) {
        Map<String, String> pairs = new TreeMap<>();
        for (String line : stored.split("\n", -1)) {
            int equals = line.indexOf('=');
            pairs.put(line.substring(0, Math.max(0, equals)), line.substring(equals + 1));
        }
        return of(pairs);
    }
}

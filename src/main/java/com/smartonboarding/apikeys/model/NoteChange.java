package com.smartonboarding.apikeys.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is to change in the notes about a token. A null changes nothing.
 *
 * @param owner the new owner; empty for none
 * @param metadata the pairs to add, or to give other values
 * @param withoutKeys the keys to remove; one that is not there changes nothing
 * @param networks the new networks, in place of all former ones; empty for none
 */
public record NoteChange(
        @Nullable String owner,
        Metadata metadata,
        Set<String> withoutKeys,
        @Nullable List<String> networks) {
    /** Nothing is to change. */
    public static final NoteChange NONE = new NoteChange(null, Metadata.NONE, Set.of(), null);

    /** The notes after this change. */
    public Notes applyTo(Notes before) {
        Map<String, String> pairs = new TreeMap<>(before.metadata().pairs());
        pairs.keySet().removeAll(withoutKeys);
        pairs.putAll(metadata.pairs());
        String newOwner = owner == null ? before.owner() : owner;
        return new Notes(
                newOwner == null || newOwner.isEmpty() ? null : newOwner,
                Metadata.of(pairs).limited(),
                Objects.requireNonNullElse(networks, before.networks()));
    }
}

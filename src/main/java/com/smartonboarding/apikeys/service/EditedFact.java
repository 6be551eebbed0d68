package com.smartonboarding.apikeys.service;

import com.smartonboarding.apikeys.model.Metadata;
import com.smartonboarding.apikeys.model.Notes;
import com.smartonboarding.apikeys.model.StoredWords.Detail;
import com.smartonboarding.apikeys.model.Token;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an edit can change about a token, and how the event about the edit tells it: each changed fact with its new and
 * its old value, such as {@code scopes='deploy read' was 'deploy'}. An empty value means that there is none. Each key
 * of the metadata is a fact of its own. Databases keep these details forever, so their form must not change.
 */
public enum EditedFact {
    DESCRIPTION(Detail.DESCRIPTION),
    SCOPES(Detail.SCOPES),
    OWNER(Detail.OWNER),
    NETWORKS(Detail.NETWORKS),
    EXPIRES(Detail.EXPIRES);

    private final String stored;

    EditedFact(String stored) {
        this.stored = stored;
    }

    /** The detail of the event about an edit. */
    public static String detail(Token before, Token after) {
        StringBuilder detail = new StringBuilder();
        for (EditedFact fact : values()) {
            add(detail, fact.stored, fact.of(after), fact.of(before));
        }
        Map<String, String> now = after.metadata().pairs();
        Map<String, String> then = before.metadata().pairs();
        TreeSet<String> keys = new TreeSet<>(now.keySet());
        keys.addAll(then.keySet());
        for (String key : keys) {
            add(detail, Detail.METADATA + key + "=", now.getOrDefault(key, ""), then.getOrDefault(key, ""));
        }
        return detail.toString();
    }

    private static void add(StringBuilder detail, String name, String now, String then) {
        if (!now.equals(then)) {
            QuotedFacts.add(detail, name, now);
            QuotedFacts.add(detail, Detail.WAS, then);
        }
    }

    /** The token as it was before the edit that an event tells of. */
    public static Token undo(Token token, @Nullable String detail) {
        Token before = token;
        List<QuotedFacts.Fact> facts = QuotedFacts.parse(Objects.requireNonNullElse(detail, ""));
        for (int i = 0; i + 1 < facts.size(); i += 2) {
            String name = facts.get(i).name();
            String value = facts.get(i + 1).value();
            for (EditedFact fact : values()) {
                if (fact.stored.equals(name)) {
                    before = fact.in(before, value);
                }
            }
            if (name.startsWith(Detail.METADATA)) {
                before = withMetadata(before, name.substring(Detail.METADATA.length(), name.length() - 1), value);
            }
        }
        return before;
    }

    private static Token withMetadata(Token token, String key, String value) {
        Map<String, String> pairs = new TreeMap<>(token.metadata().pairs());
        if (value.isEmpty()) {
            pairs.remove(key);
        } else {
            pairs.put(key, value);
        }
        return token.noted(new Notes(token.owner(), Metadata.of(pairs), token.networks()));
    }

    private String of(Token token) {
        return switch (this) {
            case DESCRIPTION -> Objects.requireNonNullElse(token.description(), "");
            case SCOPES -> String.join(" ", token.scopes());
            case OWNER -> Objects.requireNonNullElse(token.owner(), "");
            case NETWORKS -> String.join(" ", token.networks());
            case EXPIRES -> token.expiresAt() == null ? "" : token.expiresAt().toString();
        };
    }

    /** The token with this value of the fact. */
    private Token in(Token token, String value) {
        boolean none = value.isEmpty();
        return switch (this) {
            case DESCRIPTION -> token.edited(none ? null : value, token.scopes(), token.expiresAt());
            case SCOPES -> token.edited(token.description(), words(value), token.expiresAt());
            case OWNER -> token.noted(new Notes(none ? null : value, token.metadata(), token.networks()));
            case NETWORKS -> token.noted(new Notes(token.owner(), token.metadata(), words(value)));
            case EXPIRES -> token.edited(token.description(), token.scopes(), none ? null : Instant.parse(value));
        };
    }

    private static List<String> words(String value) {
        return value.isEmpty() ? List.of() : List.of(value.split(" ", -1));
    }
}

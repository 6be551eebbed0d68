package com.smartonboarding.apikeys.service;

import com.smartonboarding.apikeys.model.StoredWords.Detail;
import com.smartonboarding.apikeys.model.Token;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an edit can change about a token, and how the event about the edit tells it: each changed fact with its new and
 * its old value, such as {@code scopes='deploy read' was 'deploy'}. An empty value means that there is none. Databases
 * keep these details forever, so their form must not change.
 */
public enum EditedFact {
    DESCRIPTION(Detail.DESCRIPTION),
    SCOPES(Detail.SCOPES),
    EXPIRES(Detail.EXPIRES);

    private final String stored;

    EditedFact(String stored) {
        this.stored = stored;
    }

    /** The detail of the event about an edit. */
    public static String detail(Token before, Token after) {
        StringBuilder detail = new StringBuilder();
        for (EditedFact fact : values()) {
            String now = fact.of(after);
            String then = fact.of(before);
            if (!now.equals(then)) {
                QuotedFacts.add(detail, fact.stored, now);
                QuotedFacts.add(detail, Detail.WAS, then);
            }
        }
        return detail.toString();
    }

    /** The token as it was before the edit that an event tells of. */
    public static Token undo(Token token, @Nullable String detail) {
        Token before = token;
        List<QuotedFacts.Fact> facts = QuotedFacts.parse(Objects.requireNonNullElse(detail, ""));
        for (int i = 0; i + 1 < facts.size(); i += 2) {
            for (EditedFact fact : values()) {
                if (fact.stored.equals(facts.get(i).name())) {
                    before = fact.in(before, facts.get(i + 1).value());
                }
            }
        }
        return before;
    }

    private String of(Token token) {
        return switch (this) {
            case DESCRIPTION -> Objects.requireNonNullElse(token.description(), "");
            case SCOPES -> String.join(" ", token.scopes());
            case EXPIRES -> token.expiresAt() == null ? "" : token.expiresAt().toString();
        };
    }

    /** The token with this value of the fact. */
    private Token in(Token token, String value) {
        boolean none = value.isEmpty();
        return switch (this) {
            case DESCRIPTION -> token.edited(none ? null : value, token.scopes(), token.expiresAt());
            case SCOPES ->
                token.edited(token.description(), none ? List.of() : List.of(value.split(" ", -1)), token.expiresAt());
            case EXPIRES -> token.edited(token.description(), token.scopes(), none ? null : Instant.parse(value));
        };
    }
}

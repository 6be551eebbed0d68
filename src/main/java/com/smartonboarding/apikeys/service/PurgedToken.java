package com.smartonboarding.apikeys.service;

import com.smartonboarding.apikeys.model.LastAccess;
import com.smartonboarding.apikeys.model.Metadata;
import com.smartonboarding.apikeys.model.Notes;
import com.smartonboarding.apikeys.model.StoredWords.Detail;
import com.smartonboarding.apikeys.model.Token;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the event about a purge says about the token: what the other events about it do not say. Databases keep these
 * details forever, so their form must not change. Events of earlier versions have only the label, as {@code was
 * 'LABEL'}; {@link #complete} tells.
 *
 * @param label the last label
 * @param complete whether the event has the other facts; without it, they are not known
 */
public record PurgedToken(
        String label,
        @Nullable String description,
        List<String> scopes,
        Notes notes,
        @Nullable Instant expiresAt,
        @Nullable LastAccess lastAccess,
        boolean complete) {
    /** The detail of the event about this purge: {@code label='web' expires='2027-03-31T00:00:00Z' scopes='a b'}. */
    static String detail(Token token) {
        LastAccess access = token.lastAccess();
        StringBuilder detail = new StringBuilder();
        add(detail, Detail.LABEL, token.label());
        add(detail, Detail.EXPIRES, token.expiresAt());
        add(detail, Detail.SCOPES, token.scopes().isEmpty() ? null : String.join(" ", token.scopes()));
        add(detail, Detail.DESCRIPTION, token.description());
        add(detail, Detail.OWNER, token.owner());
        token.metadata().pairs().forEach((key, value) -> add(detail, Detail.METADATA + key + "=", value));
        add(detail, Detail.NETWORKS, token.networks().isEmpty() ? null : String.join(" ", token.networks()));
        add(detail, Detail.LAST_ACCESSED, access == null ? null : access.at());
        add(detail, Detail.LAST_ACCESSED_FROM, access == null ? null : access.from());
        return detail.toString();
    }

    private static void add(StringBuilder detail, String name, @Nullable Object value) {
        if (value != null) {
            QuotedFacts.add(detail, name, value.toString());
        }
    }

    /** What the event says; empty if it is not about a purge. */
    public static Optional<PurgedToken> parse(@Nullable String detail) {
        if (detail == null || !detail.startsWith(Detail.LABEL)) {
            return EventDetail.findFormerLabel(detail)
                    .map(label -> new PurgedToken(label, null, List.of(), Notes.NONE, null, null, false));
        }
        Map<String, String> facts = new HashMap<>();
        QuotedFacts.parse(detail).forEach(fact -> facts.put(fact.name(), fact.value()));
        try {
            Instant accessedAt = time(facts.get(Detail.LAST_ACCESSED));
            return Optional.of(new PurgedToken(
                    facts.getOrDefault(Detail.LABEL, ""),
                    facts.get(Detail.DESCRIPTION),
                    words(facts.get(Detail.SCOPES)),
                    new Notes(facts.get(Detail.OWNER), metadata(facts), words(facts.get(Detail.NETWORKS))),
                    time(facts.get(Detail.EXPIRES)),
                    accessedAt == null ? null : new LastAccess(accessedAt, facts.get(Detail.LAST_ACCESSED_FROM)),
                    true));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static List<String> words(@Nullable String text) {
        return text == null ? List.of() : List.of(text.split(" ", -1));
    }

    private static Metadata metadata(Map<String, String> facts) {
        Map<String, String> pairs = new HashMap<>();
        facts.forEach((name, value) -> {
            if (name.startsWith(Detail.METADATA)) {
                pairs.put(name.substring(Detail.METADATA.length(), name.length() - 1), value);
            }
        });
        return Metadata.of(pairs);
    }

    private static @Nullable Instant time(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }
}

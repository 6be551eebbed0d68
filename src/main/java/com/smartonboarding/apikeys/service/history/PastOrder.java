package com.smartonboarding.apikeys.service.history;

import com.smartonboarding.apikeys.model.LastAccess;
import com.smartonboarding.apikeys.model.Status;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.TokenOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The order in which SQLite sorts a list of tokens, for tokens that are in no table. */
final class PastOrder {
    private static final Comparator<String> BYTES = (one, other) ->
            Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

    private PastOrder() {}

    /** The order of tokens at this time. */
    static Comparator<Token> of(TokenOrder order, Instant time) {
        Comparator<Token> column = switch (order.column()) {
            case ID -> Comparator.comparing(Token::id, BYTES);
            case LABEL -> Comparator.comparing(token -> lowerCase(token.label()), BYTES);
            case STATUS -> Comparator.comparing(token -> rank(token.statusAsOf(time)));
            case CREATED -> Comparator.comparing(Token::createdAt).thenComparing(Token::id, BYTES);
            case EXPIRES -> Comparator.comparing(Token::expiresAt, Comparator.nullsLast(Comparator.naturalOrder()));
            case LAST_ACCESSED ->
                Comparator.comparing(PastOrder::accessedAt, Comparator.nullsFirst(Comparator.naturalOrder()));
            case CREATED_BY -> Comparator.comparing(token -> token.createdBy().name(), BYTES);
        };
        return (order.descending() ? column.reversed() : column)
                .thenComparing(Token::createdAt)
                .thenComparing(Token::id, BYTES);
    }

    private static int rank(Status status) {
        return switch (status) {
            case ACTIVE -> 0;
            case DISABLED -> 1;
            case EXPIRED -> 2;
            case REVOKED -> 3;
        };
    }

    private static @Nullable Instant accessedAt(Token token) {
        LastAccess access = token.lastAccess();
        return access == null ? null : access.at();
    }

    /** SQLite's NOCASE knows only the letters of ASCII. */
    private static String lowerCase(String label) {
        StringBuilder lower = new StringBuilder(label);
        for (int i = 0; i < lower.length(); i++) {
            if (lower.charAt(i) >= 'A' && lower.charAt(i) <= 'Z') {
                lower.setCharAt(i, Character.toLowerCase(lower.charAt(i)));
            }
        }
        return lower.toString();
    }
}

package com.smartonboarding.apikeys.model;

import java.time.Instant;
import java.util.Comparator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Decides which token a label means: among the tokens with the label, the one with the greatest claim. */
public record LabelClaim(Rank rank, Instant createdAt, String id) implements Comparable<LabelClaim> {
    /** Rank decides first; among tokens of the same rank, the newest is meant. */
    public enum Rank {
        /** The token is revoked or expired. */
        INACTIVE,
        /** The token is Active or Disabled, but a successor replaces it. */
        REPLACED,
        /** The token is Active or Disabled and was not rotated out. No other token may take its label. */
        CURRENT
    }

    private static final Comparator<LabelClaim> ORDER = Comparator.comparing(LabelClaim::rank)
            .thenComparing(LabelClaim::createdAt)
            .thenComparing(LabelClaim::id);

    /**
     * The claim of a token to its label.
     *
     * @param isLive whether the token with this id is there and was not revoked. A rotation whose successor was revoked
     *     before it shortened the life of its predecessor does not count.
     */
    public static LabelClaim of(
            String id, Instant createdAt, Status status, @Nullable Succession succession, Predicate<String> isLive) {
        Rank rank = Rank.INACTIVE;
        if (status.keepsLabel()) {
            boolean replaced =
                    succession != null && (succession.shortenedAt() != null || isLive.test(succession.successorId()));
            rank = replaced ? Rank.REPLACED : Rank.CURRENT;
        }
        return new LabelClaim(rank, createdAt, id);
    }

    @Override
    public int compareTo(LabelClaim other) {
        return ORDER.compare(this, other);
    }
}

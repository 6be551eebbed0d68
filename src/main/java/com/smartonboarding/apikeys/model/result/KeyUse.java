package com.smartonboarding.apikeys.model.result;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A master key, and what the database needs it for.
 *
 * @param created when the key was made; null if the key file does not hold it
 * @param forNewCodes whether new codes are made with it
 * @param forMacs whether the MACs of the database are made with it
 * @param tokens how many tokens that are not revoked have a code that needs it
 * @param revoked how many revoked tokens have a code that is recognised with it
 */
public record KeyUse(
        String id, @Nullable Instant created, boolean forNewCodes, boolean forMacs, long tokens, long revoked) {
    /** Whether the database does not need the key at all. */
    public boolean isUnused() {
        return !forNewCodes && !forMacs && tokens == 0 && revoked == 0;
    }
}

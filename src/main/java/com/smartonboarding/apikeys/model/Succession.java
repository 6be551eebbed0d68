package com.smartonboarding.apikeys.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a token that was rotated.
 *
 * @param successorId the token that replaces it
 * @param shortenedAt when its life was shortened, which is once the successor's code was delivered; null until then
 * @param formerExpiresAt its expiry before that, to be given back if the rotation is aborted; null for never
 */
public record Succession(
        String successorId,
        @Nullable Instant shortenedAt,
        @Nullable Instant formerExpiresAt) {}

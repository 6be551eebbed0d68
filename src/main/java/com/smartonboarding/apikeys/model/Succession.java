package com.smartonboarding.apikeys.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The rotation of a token that has a successor.
 *
 * @param successorId the token that replaces it
 * @param shortenedAt when its life was shortened, which happens once the successor's code was delivered; null until
 *     then
 * @param formerExpiresAt its expiry before that, which an abort of the rotation restores; null for never
 */
public record Succession(
        String successorId,
        @Nullable Instant shortenedAt,
        @Nullable Instant formerExpiresAt) {}

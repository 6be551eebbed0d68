package com.smartonboarding.apikeys.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When, by whom and why a token was disabled. It ends when the token is enabled again.
 *
 * @param reason what a person typed; code must not interpret it
 */
public record Disabling(Instant at, User by, @Nullable String reason) {}

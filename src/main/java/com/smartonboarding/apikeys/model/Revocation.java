package com.smartonboarding.apikeys.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When, by whom and why a token was switched off. */
public record Revocation(Instant at, User by, @Nullable String reason) {}

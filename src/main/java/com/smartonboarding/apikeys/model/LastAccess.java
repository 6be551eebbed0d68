package com.smartonboarding.apikeys.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a token's code last authenticated, and from which address if that was told. */
public record LastAccess(Instant at, @Nullable String from) {}

package com.smartonboarding.apikeys.store.completion;

import com.smartonboarding.apikeys.model.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A token as completion offers it. Its row was not checked, because no rule depends on what is offered. */
public record Candidate(
        String label, String id, Status status, @Nullable Instant lastAccessedAt) {}

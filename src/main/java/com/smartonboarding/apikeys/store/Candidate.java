package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.model.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A token as it is offered to a person who types: its row was not checked, for nothing rests on what is offered. */
public record Candidate(
        String label, String id, Status status, @Nullable Instant lastAccessedAt) {}

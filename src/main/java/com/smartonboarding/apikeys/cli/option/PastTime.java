package com.smartonboarding.apikeys.cli.option;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A time in the past: how long ago, or a date. One of the two is null. */
public record PastTime(@Nullable Duration ago, @Nullable Instant time) {
    /** The time as seen from now. */
    public Instant at(Instant now) {
        return time != null ? time : ago != null ? now.minus(ago) : now;
    }
}

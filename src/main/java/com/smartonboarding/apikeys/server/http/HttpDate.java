package com.smartonboarding.apikeys.server.http;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The time of an answer, as RFC 9110, 5.6.7 writes it. It is formatted once a second. */
final class HttpDate {
    /** {@link DateTimeFormatter#RFC_1123_DATE_TIME} writes a day below 10 with one digit, where HTTP has two. */
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Clock clock;
    private volatile Formatted last = new Formatted(Long.MIN_VALUE, "");

    private record Formatted(long second, String text) {}

    HttpDate(Clock clock) {
        this.clock = clock;
    }

    /** The current time. */
    String now() {
        long current = Math.floorDiv(clock.millis(), 1_000);
        Formatted known = last;
        if (current != known.second()) {
            known = new Formatted(current, FORMAT.format(Instant.ofEpochSecond(current)));
            last = known;
        }
        return known.text();
    }
}

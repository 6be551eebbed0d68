package com.smartonboarding.apikeys.output;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Times as programs read them: ISO 8601 in UTC, whole seconds, {@code 2026-11-23T09:05:00Z}. */
public final class UtcTime {
    private UtcTime() {}

    /** The time cut to its second; by hand, because {@code DateTimeFormatter} costs a cold start some 10 ms. */
    public static String of(Instant instant) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(20).append(time.toLocalDate());
        appendTwoDigits(text.append('T'), time.getHour());
        appendTwoDigits(text.append(':'), time.getMinute());
        appendTwoDigits(text.append(':'), time.getSecond());
        return text.append('Z').toString();
    }

    private static void appendTwoDigits(StringBuilder text, int number) {
        text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}

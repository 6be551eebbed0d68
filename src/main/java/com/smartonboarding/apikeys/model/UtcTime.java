package com.smartonboarding.apikeys.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Times as programs read them: ISO 8601 in UTC, whole seconds, {@code 2026-11-23T09:05:00Z}. By hand, because
 * {@code DateTimeFormatter} costs a cold start some 10 ms.
 */
public final class UtcTime {
    private static final int LENGTH = "2026-11-23T09:05:00Z".length();

    private UtcTime() {}

    /** The time, cut to its second. */
    public static String of(Instant instant) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(LENGTH).append(time.toLocalDate());
        appendTwoDigits(text.append('T'), time.getHour());
        appendTwoDigits(text.append(':'), time.getMinute());
        appendTwoDigits(text.append(':'), time.getSecond());
        return text.append('Z').toString();
    }

    /**
     * The time that {@link #of} writes so.
     *
     * @throws DateTimeException when no time is
     */
    public static Instant parse(String text) {
        if (text.length() == LENGTH) {
            Instant time = LocalDateTime.of(
                            number(text, 0, 4),
                            number(text, 5, 7),
                            number(text, 8, 10),
                            number(text, 11, 13),
                            number(text, 14, 16),
                            number(text, 17, 19))
                    .toInstant(ZoneOffset.UTC);
            if (of(time).equals(text)) {
                return time;
            }
        }
        throw new DateTimeException("'" + text + "' is no time in UTC");
    }

    private static int number(String text, int start, int end) {
        int number = 0;
        for (int i = start; i < end; i++) {
            number = 10 * number + text.charAt(i) - '0';
        }
        return number;
    }

    private static void appendTwoDigits(StringBuilder text, int number) {
        text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}

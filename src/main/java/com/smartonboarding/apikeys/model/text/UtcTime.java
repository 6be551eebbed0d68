package com.smartonboarding.apikeys.model.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * Times for programs: ISO 8601 in UTC, in whole seconds, {@code 2026-11-23T09:05:00Z}. We format them by hand because
 * on a cold start, for a list of 100 tokens, {@code Instant.toString} takes 5 ms longer and {@code DateTimeFormatter}
 * 10 ms.
 */
public final class UtcTime {
    private static final String FORM = "2026-11-23T09:05:00Z";
    private static final int SECONDS_OF_DAY = 86_400;
    private static final int DAYS_FROM_MARCH_0000 = 719_468;
    private static final int DAYS_OF_400_YEARS = 146_097;
    private static final long DAY_OF_0001_01_01 = -719_162;
    private static final long DAY_OF_9999_12_31 = 2_932_896;

    private UtcTime() {}

    /** The time, truncated to seconds. */
    public static String of(Instant instant) {
        long day = Math.floorDiv(instant.getEpochSecond(), SECONDS_OF_DAY);
        int second = Math.floorMod(instant.getEpochSecond(), SECONDS_OF_DAY);
        if (day < DAY_OF_0001_01_01 || day > DAY_OF_9999_12_31) {
            return instant.truncatedTo(ChronoUnit.SECONDS).toString();
        }
        // Convert days to a date by counting from the first of March, so that a leap day is the last day of its year:
        // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
        int since = (int) day + DAYS_FROM_MARCH_0000;
        int era = since / DAYS_OF_400_YEARS;
        int dayOfEra = since % DAYS_OF_400_YEARS;
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int monthFromMarch = (5 * dayOfYear + 2) / 153;
        int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        int year = yearOfEra + 400 * era + (month <= 2 ? 1 : 0);

        char[] text = FORM.toCharArray();
        put(text, 0, year / 100);
        put(text, 2, year % 100);
        put(text, 5, month);
        put(text, 8, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1);
        put(text, 11, second / 3600);
        put(text, 14, second / 60 % 60);
        put(text, 17, second % 60);
        return new String(text);
    }

    private static void put(char[] text, int place, int number) {
        text[place] = (char) ('0' + number / 10);
        text[place + 1] = (char) ('0' + number % 10);
    }

    /**
     * Parses a time in the format of {@link #of}.
     *
     * @throws DateTimeException when the text is not such a time
     */
    public static Instant parse(String text) {
        if (text.length() == FORM.length()) {
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
        throw new DateTimeException("'" + text + "' is not a time in UTC");
    }

    private static int number(String text, int start, int end) {
        int number = 0;
        for (int i = start; i < end; i++) {
            number = 10 * number + text.charAt(i) - '0';
        }
        return number;
    }
}

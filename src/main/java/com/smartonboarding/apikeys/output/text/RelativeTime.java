package com.smartonboarding.apikeys.output.text;

import java.time.Duration;
import java.time.Instant;

/** Times as people say them: {@code 3 days ago}, {@code in 12 days}. */
public final class RelativeTime {
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long YEAR = 31_556_952; // the Gregorian mean, 365.2425 days
    private static final long MONTH = YEAR / 12;

    /** The clocks of two machines can differ by a few seconds; such a difference is shown as now. */
    private static final long JUST_NOW = 10;

    /** Shown in days up to here, so that a requested lifetime of 90 days is shown as 90 days. */
    private static final long MOST_DAYS = 99;

    private RelativeTime() {}

    /** The distance from now in the largest unit that fits, rounded to the nearest, in the past as in the future. */
    public static String of(Instant then, Instant now) {
        Duration passed = Duration.between(then, now);
        long seconds = passed.abs().toSeconds();
        if (seconds < JUST_NOW) {
            return "just now";
        }
        String amount = amount(seconds);
        return passed.isNegative() ? "in " + amount : amount + " ago";
    }

    private static String amount(long seconds) {
        if (seconds < MINUTE) {
            return count(seconds, "second");
        }
        if (rounded(seconds, MINUTE) < 60) {
            return count(rounded(seconds, MINUTE), "minute");
        }
        if (rounded(seconds, HOUR) < 24) {
            return count(rounded(seconds, HOUR), "hour");
        }
        if (rounded(seconds, DAY) <= MOST_DAYS) {
            return count(rounded(seconds, DAY), "day");
        }
        if (rounded(seconds, MONTH) < 12) {
            return count(rounded(seconds, MONTH), "month");
        }
        return count(rounded(seconds, YEAR), "year");
    }

    private static long rounded(long seconds, long unit) {
        return (seconds + unit / 2) / unit;
    }

    private static String count(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }
}

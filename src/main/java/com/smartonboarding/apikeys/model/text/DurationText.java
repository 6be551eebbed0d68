package com.smartonboarding.apikeys.model.text;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Durations as people write them: {@code 90d}, {@code 12h}, {@code 4w}, {@code 1d12h}; a day is 24 hours. */
public final class DurationText {
    /** What a text is not that cannot be read, as a clause for an error. */
    public static final String EXPECTED = "a duration of at most 100 years, such as 90d, 12h, 4w or 1d12h";

    /** The same, where durations are short. */
    public static final String SHORT = "a duration such as 30s, 5m or 12h";

    /** Limits durations, so that adding one to the current time always gives a valid date. */
    private static final Duration LONGEST = Duration.ofDays(36_525);

    private static final int MOST_DIGITS = 9;

    private DurationText() {}

    /** The duration that is written like this; null if the text is none. */
    public static @Nullable Duration parse(String text) {
        Duration sum = Duration.ZERO;
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            if (isDigit(text.charAt(i)) && digits < MOST_DIGITS) {
                digits++;
                continue;
            }
            Duration unit = unit(text.charAt(i));
            if (digits == 0 || unit == null) {
                return null;
            }
            sum = sum.plus(unit.multipliedBy(Long.parseLong(text, i - digits, i, 10)));
            digits = 0;
        }
        return text.isEmpty() || digits > 0 || sum.compareTo(LONGEST) > 0 ? null : sum;
    }

    private static @Nullable Duration unit(char letter) {
        return switch (letter) {
            case 'w' -> Duration.ofDays(7);
            case 'd' -> Duration.ofDays(1);
            case 'h' -> Duration.ofHours(1);
            case 'm' -> Duration.ofMinutes(1);
            case 's' -> Duration.ofSeconds(1);
            default -> null;
        };
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }
}

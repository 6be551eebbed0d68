package com.smartonboarding.apikeys.cli.option;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as people write them: {@code 90d}, {@code 12h}, {@code 4w}, {@code 1d12h}; a day is 24 hours. */
public final class DurationConverter implements ITypeConverter<Duration> {
    private static final Map<Character, Duration> UNITS = Map.of(
            'w', Duration.ofDays(7),
            'd', ChronoUnit.DAYS.getDuration(),
            'h', ChronoUnit.HOURS.getDuration(),
            'm', ChronoUnit.MINUTES.getDuration(),
            's', ChronoUnit.SECONDS.getDuration());
    /** Limits durations, so that adding one to the current time always gives a valid date. */
    private static final Duration LONGEST = Duration.ofDays(36_525);

    private static final int MOST_DIGITS = 9;

    @Override
    public Duration convert(String value) {
        Duration sum = Duration.ZERO;
        int digits = 0;
        for (int i = 0; i < value.length(); i++) {
            if (isDigit(value.charAt(i)) && digits < MOST_DIGITS) {
                digits++;
                continue;
            }
            Duration unit = UNITS.get(value.charAt(i));
            if (digits == 0 || unit == null) {
                throw notADuration();
            }
            sum = sum.plus(unit.multipliedBy(Long.parseLong(value, i - digits, i, 10)));
            digits = 0;
        }
        if (value.isEmpty() || digits > 0 || sum.compareTo(LONGEST) > 0) {
            throw notADuration();
        }
        return sum;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static TypeConversionException notADuration() {
        return new TypeConversionException("it is not a duration such as 90d, 12h, 4w or 1d12h, of at most 100 years");
    }
}

package com.smartonboarding.apikeys.cli.option;

import com.smartonboarding.apikeys.model.IpAddress;
import com.smartonboarding.apikeys.model.text.DurationText;
import com.smartonboarding.apikeys.model.text.TextRules;
import com.smartonboarding.apikeys.output.token.TokenField;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the values of options. A converter throws a clause that says what the value is not. */
public final class Converters {
    private Converters() {}

    /** Whole numbers that are not too low. */
    static final class Count implements ITypeConverter<Long> {
        private final String what;
        private final int lowest;

        /** A number; {@code what} says which, for the error: {@code a number of tokens}. */
        Count(String what, int lowest) {
            this.what = what;
            this.lowest = lowest;
        }

        @Override
        public Long convert(String value) {
            if (!value.matches("[0-9]{1,18}") || Long.parseLong(value) < lowest) {
                throw new TypeConversionException("it is not " + what + ", " + lowest + " or more");
            }
            return Long.valueOf(value);
        }
    }

    /** Durations as people write them: {@code 90d}, {@code 12h}, {@code 4w}, {@code 1d12h}; a day is 24 hours. */
    static final class Period implements ITypeConverter<Duration> {
        private final String expected;

        /** A duration; {@code expected} is what a text is not that cannot be read, for the error. */
        Period(String expected) {
            this.expected = expected;
        }

        @Override
        public Duration convert(String value) {
            Duration duration = DurationText.parse(value);
            if (duration == null) {
                throw new TypeConversionException("it is not " + expected);
            }
            return duration;
        }
    }

    /** Durations; zero may be written as {@code 0}, without a unit. */
    public static final class Grace implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String value) {
            return value.equals("0") ? Duration.ZERO : new Period(DurationText.EXPECTED).convert(value);
        }
    }

    /** Times in ISO 8601: a date, which means its first moment in UTC, or a date and time with a zone. */
    static final class Time implements ITypeConverter<Instant> {
        private static final int LENGTH_OF_DATE = "2027-03-31".length();
        private static final int FIRST_YEAR = 1970;
        private static final int LAST_YEAR = 9999;

        @Override
        public Instant convert(String value) {
            try {
                OffsetDateTime time = value.length() == LENGTH_OF_DATE
                        ? LocalDate.parse(value).atStartOfDay().atOffset(ZoneOffset.UTC)
                        : OffsetDateTime.parse(value);
                // The year in UTC, because the time is printed in UTC, and the zone can move it into another year.
                int year = time.withOffsetSameInstant(ZoneOffset.UTC).getYear();
                if (year >= FIRST_YEAR && year <= LAST_YEAR) {
                    return Instant.ofEpochMilli(time.toInstant().toEpochMilli());
                }
            } catch (DateTimeException e) {
                // Reported below, in our own words.
            }
            throw new TypeConversionException(
                    "it is not a date such as 2027-03-31 or a time with its zone such as 2027-03-31T18:00:00Z");
        }
    }

    /** Times in the past: a duration before now ({@code 365d}), or a time in ISO 8601 ({@code 2026-01-01}). */
    public static final class Past implements ITypeConverter<PastTime> {
        @Override
        public PastTime convert(String value) {
            if (value.contains("-")) {
                return new PastTime(null, new Time().convert(value));
            }
            try {
                return new PastTime(new Period(DurationText.EXPECTED).convert(value), null);
            } catch (TypeConversionException e) {
                throw new TypeConversionException(
                        "it is neither a duration such as 365d nor a date such as 2026-01-01");
            }
        }
    }

    /** Reasons in NFC. A bad one is refused while the command line is parsed, before any work begins. */
    static final class Reason implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            return TextRules.reason(value);
        }
    }

    /** Addresses of clients, with or without a port. A name is refused, because no name is looked up. */
    static final class Address implements ITypeConverter<IpAddress> {
        @Override
        public IpAddress convert(String value) {
            return IpAddress.ofClient(value)
                    .orElseThrow(() ->
                            new TypeConversionException("it is not an address such as 203.0.113.9 or 2001:db8::1"));
        }
    }

    /** Fields of a token, by their names in JSON and CSV. */
    public static final class Field implements ITypeConverter<TokenField> {
        @Override
        public TokenField convert(String value) {
            return TokenField.ofKey(value.toLowerCase(Locale.ROOT)).orElseThrow(() -> {
                StringBuilder keys = new StringBuilder();
                for (TokenField field : TokenField.ALL) {
                    keys.append(keys.isEmpty() ? "" : ", ").append(field.key());
                }
                return new TypeConversionException("it is not one of " + keys);
            });
        }
    }
}

package com.smartonboarding.apikeys.cli.option;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times in ISO 8601: a date, which means its first moment in UTC, or a date and time with a zone. */
public final class TimeConverter implements ITypeConverter<Instant> {
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

package com.smartonboarding.apikeys.cli.option;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;

/** Durations; zero may be written as {@code 0}, without a unit. */
public final class GraceConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
        return value.equals("0") ? Duration.ZERO : new DurationConverter().convert(value);
    }
}

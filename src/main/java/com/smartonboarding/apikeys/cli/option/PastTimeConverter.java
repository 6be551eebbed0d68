package com.smartonboarding.apikeys.cli.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times in the past: a duration before now ({@code 365d}), or a time in ISO 8601 ({@code 2026-01-01}). */
public final class PastTimeConverter implements ITypeConverter<PastTime> {
    @Override
    public PastTime convert(String value) {
        if (value.contains("-")) {
            return new PastTime(null, new TimeConverter().convert(value));
        }
        try {
            return new PastTime(new DurationConverter().convert(value), null);
        } catch (TypeConversionException e) {
            throw new TypeConversionException("it is neither a duration such as 365d nor a date such as 2026-01-01");
        }
    }
}

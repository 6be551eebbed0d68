package com.smartonboarding.apikeys.cli.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Numbers of tokens, 0 or more. */
public final class CountConverter implements ITypeConverter<Long> {
    @Override
    public Long convert(String value) {
        if (!value.matches("[0-9]{1,18}")) {
            throw new TypeConversionException("it is not a number of tokens, 0 or more");
        }
        return Long.valueOf(value);
    }
}

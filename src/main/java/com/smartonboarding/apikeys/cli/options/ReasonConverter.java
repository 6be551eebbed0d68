package com.smartonboarding.apikeys.cli.options;

import com.smartonboarding.apikeys.model.TextRules;
import picocli.CommandLine.ITypeConverter;

/** A reason that may be kept, refused before the work that it is for begins. */
public final class ReasonConverter implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
        return TextRules.reason(text);
    }
}

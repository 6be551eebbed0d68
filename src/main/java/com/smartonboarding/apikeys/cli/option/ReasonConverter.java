package com.smartonboarding.apikeys.cli.option;

import com.smartonboarding.apikeys.model.text.TextRules;
import picocli.CommandLine.ITypeConverter;

/** Checks a reason while the command line is parsed, so that a bad one is refused before any work begins. */
public final class ReasonConverter implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
        return TextRules.reason(text);
    }
}

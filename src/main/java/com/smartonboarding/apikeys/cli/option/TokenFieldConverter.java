package com.smartonboarding.apikeys.cli.option;

import com.smartonboarding.apikeys.output.token.TokenField;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Fields of a token, by their names in JSON and CSV. */
public final class TokenFieldConverter implements ITypeConverter<TokenField> {
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

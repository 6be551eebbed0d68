package com.smartonboarding.apikeys.cli.option;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** An option that can be repeated, or any number of operands. */
public final class Values<T> extends Argument<Values<T>> {
    private Values(ArgSpec spec) {
        super(spec);
    }

    /** An option for a text, which can be repeated. */
    public static Values<String> texts(String written, String description) {
        return new Values<>(list(written, String.class, description).build());
    }

    /** An option for several words of an enum, in upper or lower case, separated by commas. */
    public static <E extends Enum<E>> Values<E> words(String written, Class<E> type, String description) {
        return new Values<>(list(written, type, description).splitRegex(",").build());
    }

    /** An option for several values that are read by a converter, separated by commas. */
    public static <T> Values<T> of(String written, Class<T> type, ITypeConverter<T> converter, String description) {
        return new Values<>(list(written, type, description)
                .splitRegex(",")
                .converters(converter)
                .build());
    }

    private static OptionSpec.Builder list(String written, Class<?> type, String description) {
        return option(written, description)
                .type(List.class)
                .auxiliaryTypes(type)
                .initialValue(new ArrayList<>());
    }

    /** Any number of operands that are texts. */
    public static Values<String> operands(String label, String description) {
        return operands(label, "0..*", "0..1", description);
    }

    /** Operands that are texts, from {@code fewest} to {@code most} of them. */
    public static Values<String> operands(String label, int fewest, int most, String description) {
        return operands(label, "0.." + (most - 1), fewest + ".." + most, description);
    }

    private static Values<String> operands(String label, String index, String arity, String description) {
        return new Values<>(PositionalParamSpec.builder()
                .type(List.class)
                .auxiliaryTypes(String.class)
                .initialValue(new ArrayList<>())
                .index(index)
                .arity(arity)
                .required(!arity.startsWith("0"))
                .paramLabel(label)
                .description(description)
                .build());
    }

    /** The given values, in order. */
    public List<T> get() {
        return spec().getValue();
    }

    @Override
    Values<T> self() {
        return this;
    }
}

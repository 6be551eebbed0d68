package com.smartonboarding.apikeys.cli.option;

import com.smartonboarding.apikeys.model.text.DurationText;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** An option that takes a value, or a single operand. */
public final class Value<T> extends Argument<Value<T>> {
    private Value(ArgSpec spec) {
        super(spec);
    }

    /** An option for a text, such as {@code --reason TEXT}. */
    public static Value<String> text(String written, String description) {
        return new Value<>(once(written, description).type(String.class).build());
    }

    /** An option for one of several words, in upper or lower case. */
    public static <E extends Enum<E>> Value<E> word(String written, Class<E> type, String description) {
        return new Value<>(once(written, description).type(type).build());
    }

    /** An option for a number of tokens, 0 or more. */
    public static Value<Long> count(String written, String description) {
        return number(written, "a number of tokens", description);
    }

    /** An option for a whole number, 0 or more; {@code what} says which, for an error. */
    public static Value<Long> number(String written, String what, String description) {
        return of(written, Long.class, new Converters.Count(what, 0), description);
    }

    /** An option for a whole number, 1 or more; {@code what} says which, for an error. */
    public static Value<Long> positive(String written, String what, String description) {
        return of(written, Long.class, new Converters.Count(what, 1), description);
    }

    /** An option for a duration, such as {@code 90d}. */
    public static Value<Duration> duration(String written, String description) {
        return of(written, Duration.class, new Converters.Period(DurationText.EXPECTED), description);
    }

    /** An option for a short duration, such as {@code 30s}. */
    public static Value<Duration> timeout(String written, String description) {
        return of(written, Duration.class, new Converters.Period(DurationText.SHORT), description);
    }

    /** An option for a time, such as {@code 2027-03-31}. */
    public static Value<Instant> time(String written, String description) {
        return of(written, Instant.class, new Converters.Time(), description);
    }

    /** An option for a time in the past, such as {@code 365d} or {@code 2026-01-01}. */
    public static Value<PastTime> past(String written, String description) {
        return of(written, PastTime.class, new Converters.Past(), description);
    }

    /** An option for a value that is read by a converter. */
    public static <T> Value<T> of(String written, Class<T> type, ITypeConverter<T> converter, String description) {
        return new Value<>(
                once(written, description).type(type).converters(converter).build());
    }

    /** An operand that is a text; {@code required} says whether it must be given. */
    public static Value<String> operand(String label, boolean required, String description) {
        return new Value<>(operand(label, description)
                .type(String.class)
                .arity(required ? "1" : "0..1")
                .required(required)
                .build());
    }

    /** An operand that is one of several words, and must be given. */
    public static <E extends Enum<E>> Value<E> operandWord(String label, Class<E> type, String description) {
        return new Value<>(
                operand(label, description).type(type).arity("1").required(true).build());
    }

    private static OptionSpec.Builder once(String written, String description) {
        return option(written, description).preprocessor(new Once());
    }

    private static PositionalParamSpec.Builder operand(String label, String description) {
        return PositionalParamSpec.builder().index("0").paramLabel(label).description(description);
    }

    /** The given value; null if none was given. */
    public @Nullable T get() {
        return spec().getValue();
    }

    /** The given value, or else this. */
    public T orElse(T other) {
        T given = get();
        return given == null ? other : given;
    }

    @Override
    Value<T> self() {
        return this;
    }
}

package org.jdbi.v3.core.argument;

import java.lang.reflect.Type;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.config.JdbiConfig;
import org.jdbi.v3.core.qualifier.QualifiedType;
import org.jspecify.annotations.Nullable;

/**
 * Replaces JDBI's own class of this name, because it comes earlier on the class path. For every handle, the original
 * creates binders for all of Java's types. Our values are texts, numbers and bytes, which the driver binds directly.
 */
public final class Arguments implements JdbiConfig<Arguments> {
    private final Argument nothing = argument(null);

    /** Called by JDBI; the registry is not used. */
    public Arguments(ConfigRegistry registry) {}

    /** The binder of this value. */
    public Optional<Argument> findFor(Type type, @Nullable Object value) {
        return Optional.of(argument(value));
    }

    /** The binder of this value. */
    public Optional<Argument> findFor(QualifiedType<?> type, @Nullable Object value) {
        return Optional.of(argument(value));
    }

    /** The binder for values of this type. */
    public Optional<Function<Object, Argument>> prepareFor(Type type) {
        return Optional.of(Arguments::argument);
    }

    /** The binder for values of this type. */
    public Optional<Function<Object, Argument>> prepareFor(QualifiedType<?> type) {
        return Optional.of(Arguments::argument);
    }

    /** The binder of an absent value. */
    public Argument getUntypedNullArgument() {
        return nothing;
    }

    @Override
    public Arguments createCopy() {
        return this; // it is immutable
    }

    private static Argument argument(@Nullable Object value) {
        return (position, statement, context) -> statement.setObject(position, value);
    }
}

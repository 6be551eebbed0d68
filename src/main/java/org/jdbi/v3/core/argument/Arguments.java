package org.jdbi.v3.core.argument;

import java.lang.reflect.Type;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.config.JdbiConfig;
import org.jdbi.v3.core.qualifier.QualifiedType;
import org.jspecify.annotations.Nullable;

/**
 * Replaces JDBI's own class of this name, because it comes earlier on the class path. The original sets up, for every
 * handle, binders for all types that Java has. Our values are texts, numbers and bytes, which the driver binds
 * directly.
 */
public final class Arguments implements JdbiConfig<Arguments> {
    private final Argument nothing = argument(null);

    /** Of any registry. */
    public Arguments(ConfigRegistry registry) {}

    /** How this value is bound. */
    public Optional<Argument> findFor(Type type, @Nullable Object value) {
        return Optional.of(argument(value));
    }

    /** How this value is bound. */
    public Optional<Argument> findFor(QualifiedType<?> type, @Nullable Object value) {
        return Optional.of(argument(value));
    }

    /** How values of this type are bound. */
    public Optional<Function<Object, Argument>> prepareFor(Type type) {
        return Optional.of(Arguments::argument);
    }

    /** How values of this type are bound. */
    public Optional<Function<Object, Argument>> prepareFor(QualifiedType<?> type) {
        return Optional.of(Arguments::argument);
    }

    /** How the absence of a value is bound. */
    public Argument getUntypedNullArgument() {
        return nothing;
    }

    @Override
    public Arguments createCopy() {
        return this; // nothing of it can be changed
    }

    private static Argument argument(@Nullable Object value) {
        return (position, statement, context) -> statement.setObject(position, value);
    }
}

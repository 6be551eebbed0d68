package org.jdbi.v3.core.argument;

import java.lang.reflect.Type;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.config.JdbiConfig;
import org.jdbi.v3.core.qualifier.QualifiedType;
import org.jspecify.annotations.Nullable;

/**
 * Takes the place of JDBI's own class of this name, being earlier on the class path: that one sets up, for every handle,
 * what binds values of whatever Java has types for. Ours are texts, numbers and bytes, which the driver binds as they are.
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

package org.jdbi.v3.core.config;

import java.lang.reflect.Constructor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Replaces JDBI's own class of this name, because it comes earlier on the class path. The original makes, for every
 * handle, row mappers for all types that Java has, with some hundred lambdas. Here, each part of a configuration is
 * made on first use, and our statements map their rows by hand and use none of those mappers.
 */
public final class ConfigRegistry {
    private final Map<Class<?>, JdbiConfig<?>> parts = new ConcurrentHashMap<>();

    /** A configuration in which everything is as JDBI has it by default. */
    public ConfigRegistry() {}

    /** The part of this class; made now, if it is asked for the first time. */
    public <C extends JdbiConfig<C>> C get(Class<C> type) {
        JdbiConfig<?> known = parts.get(type);
        if (known == null) {
            JdbiConfig<?> made = make(type);
            JdbiConfig<?> other = parts.putIfAbsent(type, made);
            known = other == null ? made : other;
        }
        return type.cast(known);
    }

    /** A configuration that is changed without changing this one. */
    public ConfigRegistry createCopy() {
        ConfigRegistry copy = new ConfigRegistry();
        for (Map.Entry<Class<?>, JdbiConfig<?>> part : parts.entrySet()) {
            copy.parts.put(part.getKey(), part.getValue().createCopy());
        }
        for (JdbiConfig<?> part : copy.parts.values()) {
            part.setRegistry(copy);
        }
        return copy;
    }

    /** By its public constructor, of which each part of JDBI has one; it may take the registry. */
    private JdbiConfig<?> make(Class<? extends JdbiConfig<?>> type) {
        try {
            Constructor<?> constructor = type.getConstructors()[0];
            Object made =
                    constructor.getParameterCount() == 0 ? constructor.newInstance() : constructor.newInstance(this);
            JdbiConfig<?> part = type.cast(made);
            part.setRegistry(this);
            return part;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made", e);
        }
    }
}

package org.jdbi.v3.core.config;

import java.lang.reflect.Constructor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Replaces JDBI's own class of this name, because it comes earlier on the class path. For every handle, the original
 * creates row mappers for all of Java's types, with about a hundred lambdas. Here, each configuration object is created
 * on first use. Our statements map their rows themselves and use none of those mappers.
 */
public final class ConfigRegistry {
    private final Map<Class<?>, JdbiConfig<?>> parts = new ConcurrentHashMap<>();

    /** A configuration with JDBI's defaults. */
    public ConfigRegistry() {}

    /** The configuration object of this class, created on first use. */
    public <C extends JdbiConfig<C>> C get(Class<C> type) {
        JdbiConfig<?> known = parts.get(type);
        if (known == null) {
            JdbiConfig<?> made = make(type);
            JdbiConfig<?> other = parts.putIfAbsent(type, made);
            known = other == null ? made : other;
        }
        return type.cast(known);
    }

    /** A copy that can be changed without changing this configuration. */
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

    /** As in JDBI's own class: calls the constructor that takes the registry, or else the one without parameters. */
    private JdbiConfig<?> make(Class<? extends JdbiConfig<?>> type) {
        try {
            JdbiConfig<?> part = type.cast(
                    takesRegistry(type)
                            ? type.getConstructor(ConfigRegistry.class).newInstance(this)
                            : type.getConstructor().newInstance());
            part.setRegistry(this);
            return part;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made", e);
        }
    }

    private static boolean takesRegistry(Class<?> type) {
        for (Constructor<?> constructor : type.getConstructors()) {
            if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == ConfigRegistry.class) {
                return true;
            }
        }
        return false;
    }
}

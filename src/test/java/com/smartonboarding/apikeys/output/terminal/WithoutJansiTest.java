package com.smartonboarding.apikeys.output.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Runs the package with a class loader that has no jansi, to find what depends on it. */
class WithoutJansiTest {
    private final ClassLoader withoutJansi = new WithoutJansi(getClass().getClassLoader());

    @Test
    void withoutColourNothingOfJansiIsLoaded() throws Exception {
        assertThat(paint(false)).isEqualTo("text");
    }

    @Test
    void withColourItIs() {
        assertThatThrownBy(() -> paint(true)).hasRootCauseInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void whereTheLauncherHasToldTheStreamsNothingOfJansiIsLoaded() throws Exception {
        assertThat(terminal("ioe")).hasToString("Terminal[stdin=true, stdout=true, stderr=true, columns=80]");
    }

    @Test
    void whereNobodyCanTellTheStreamsTheyAreNoTerminals() throws Exception {
        assertThat(terminal(null)).hasToString("Terminal[stdin=false, stdout=false, stderr=false, columns=80]");
    }

    private Object paint(boolean colour) throws Exception {
        Class<?> style = load(Style.class);
        Object palette = call(load(Palette.class).getMethod("of", boolean.class), null, colour);
        Method paint = load(Palette.class).getMethod("paint", style, String.class);
        return call(paint, palette, style.getEnumConstants()[0], "text");
    }

    private Object terminal(@Nullable String streams) throws Exception {
        return call(load(Terminal.class).getMethod("of", String.class, String.class), null, streams, null);
    }

    private Class<?> load(Class<?> type) throws ClassNotFoundException {
        Class<?> own = withoutJansi.loadClass(type.getName());
        assertThat(own).isNotSameAs(type);
        return own;
    }

    private static Object call(Method method, @Nullable Object target, @Nullable Object... arguments)
            throws IllegalAccessException, InvocationTargetException {
        return method.invoke(target, arguments);
    }

    private static final class WithoutJansi extends ClassLoader {
        WithoutJansi(ClassLoader parent) {
            super(parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("org.jline.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("com.smartonboarding.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (file == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = file.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException failure) {
                throw new ClassNotFoundException(name, failure);
            }
        }
    }
}

package com.smartonboarding.apikeys.cli.talk;

import java.lang.reflect.Proxy;

/**
 * Runs something on SIGTERM, or on another signal that ends a program, instead of ending. Java offers {@code sun.misc.Signal} for this, in a module that every
 * Java has. It is used by reflection, because javac's warning about it cannot be silenced.
 */
public final class OnTermination {
    private OnTermination() {}

    /** Calls this on every SIGTERM from now on, in its own thread. */
    public static void call(Runnable work) {
        call("TERM", work);
    }

    /** The same for another signal, such as {@code HUP}. A signal that the caller had ignored stays ignored. */
    public static void call(String name, Runnable work) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object handling = Proxy.newProxyInstance(
                    OnTermination.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        work.run();
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), handling);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java knows no signals", e);
        }
    }
}

package com.smartonboarding.apikeys.cli;

import java.lang.reflect.Proxy;

/**
 * What is done in place of ending when SIGTERM comes. Java has {@code sun.misc.Signal} for this, in a module that every Java
 * brings, and javac warns of it in a way that cannot be silenced: so by reflection.
 */
final class OnTermination {
    private OnTermination() {}

    /** Calls this at each SIGTERM from now on, on a thread of its own. */
    static void call(Runnable work) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object handling = Proxy.newProxyInstance(
                    OnTermination.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        work.run();
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("TERM"), handling);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java knows no signals", e);
        }
    }
}

package com.smartonboarding.apikeys.cli.talk;

/** Runs something if Ctrl-C, or another signal that ends the program, comes before this is closed. */
public final class OnInterrupt {
    private final Thread hook;

    public OnInterrupt(Runnable work) {
        hook = new Thread(work, "on-interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The signal has come already.
        }
    }
}

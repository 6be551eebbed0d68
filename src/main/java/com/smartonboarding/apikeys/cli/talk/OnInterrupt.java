package com.smartonboarding.apikeys.cli.talk;

/** Runs something if Ctrl-C, or another signal that ends the program, comes before this is closed. */
final class OnInterrupt {
    private final Thread hook;

    OnInterrupt(Runnable work) {
        hook = new Thread(work, "on-interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The signal has come already.
        }
    }
}

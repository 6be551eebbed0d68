package com.smartonboarding.apikeys.store;

import org.jspecify.annotations.Nullable;

/** The check of a long audit trail, in a thread beside the one that reads tokens. */
final class TrailCheck implements AutoCloseable {
    private final Thread thread;
    private volatile @Nullable Throwable failure;

    /** Begins the check. */
    TrailCheck(Runnable check) {
        thread = new Thread(check, "apikeys trail");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((ended, thrown) -> failure = thrown);
        thread.start();
    }

    /** Waits for the end of the check, and throws what it threw. */
    void await() {
        close();
        Throwable thrown = failure;
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
    }

    /** Waits for the end of the check, so that its connection is closed too. */
    @Override
    public void close() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the command", e);
        }
    }
}

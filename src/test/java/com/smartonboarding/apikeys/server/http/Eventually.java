package com.smartonboarding.apikeys.server.http;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for something that other threads do. */
final class Eventually {
    private static final long PATIENCE = Duration.ofSeconds(20).toNanos();

    private Eventually() {}

    static void holds(BooleanSupplier fact) {
        long start = System.nanoTime();
        while (!fact.getAsBoolean()) {
            if (System.nanoTime() - start > PATIENCE) {
                throw new AssertionError("not after 20 seconds");
            }
            pause(Duration.ofMillis(5));
        }
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

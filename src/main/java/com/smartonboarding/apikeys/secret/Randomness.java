package com.smartonboarding.apikeys.secret;

import java.security.SecureRandom;

/** The only source of unpredictable values: Java's own. It takes a while to set up, and most commands need none. */
public final class Randomness {
    private static final SecureRandom SOURCE = new SecureRandom();

    private Randomness() {}

    public static SecureRandom source() {
        return SOURCE;
    }
}

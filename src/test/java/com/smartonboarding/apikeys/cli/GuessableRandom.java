package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.model.TokenCode;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Random;

/**
 * Draws the same on every machine. It is for tests only, because everything it draws can be guessed. It numbers the ids
 * of token codes: {@code Token0000001}, {@code Token0000002} and so on.
 */
final class GuessableRandom extends SecureRandom {
    private static final long serialVersionUID = 1;
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /** The digits that are drawn for a code: an id and a secret. */
    private static final int DRAWN = TokenCode.ID_LENGTH + 32;

    private final Random random;
    private final int first;
    private int digits;

    /** Numbers ids from this one on. */
    GuessableRandom(int first) {
        this.first = first;
        this.random = new Random(first);
    }

    static String id(int number) {
        return String.format(Locale.ROOT, "Token%07d", number);
    }

    @Override
    public void nextBytes(byte[] bytes) {
        random.nextBytes(bytes);
    }

    @Override
    public int nextInt(int bound) {
        if (bound != DIGITS.length()) {
            return random.nextInt(bound);
        }
        int code = first + digits / DRAWN;
        int place = digits++ % DRAWN;
        return place < TokenCode.ID_LENGTH ? DIGITS.indexOf(id(code).charAt(place)) : random.nextInt(bound);
    }
}

package com.smartonboarding.apikeys.secret;

import com.smartonboarding.apikeys.model.TokenCode;

/**
 * What every message passes before it leaves: masks what could be a code, whole or in part. It works on the final text by its shape, since a search for a known secret misses the secrets nobody knows of.
 */
public final class Redactor {
    /** Longest run of base-62 characters that a message may hold; the secret part of a code has 32 and its checksum 6. */
    private static final int LONGEST_RUN = 19;

    private static final String MASK = "[redacted]";

    private Redactor() {}

    /** Whether the text holds something with the beginning and the length of a code, right or wrong. */
    public static boolean holdsCode(String text) {
        for (int at = text.indexOf(TokenCode.PREFIX); at >= 0; at = text.indexOf(TokenCode.PREFIX, at + 1)) {
            int end = at + TokenCode.PREFIX.length();
            while (end < text.length() && (TokenCode.isDigit(text.charAt(end)) || text.charAt(end) == '_')) {
                end++;
            }
            if (end - at > TokenCode.PREFIX.length() + TokenCode.ID_LENGTH + 1) {
                return true;
            }
        }
        return false;
    }

    /** The text with every run that looks drawn at random, and is too long for an id, masked. */
    public static String mask(String text) {
        StringBuilder masked = new StringBuilder(text.length());
        int start = 0;
        while (start < text.length()) {
            int end = start;
            while (end < text.length() && TokenCode.isDigit(text.charAt(end))) {
                end++;
            }
            String run = text.substring(start, end);
            masked.append(run.length() > LONGEST_RUN && looksRandom(run) ? MASK : run);
            if (end < text.length()) {
                masked.append(text.charAt(end));
            }
            start = end + 1;
        }
        return masked.toString();
    }

    /** Whether it mixes both cases with digits, or changes between them more often than words run together do. */
    private static boolean looksRandom(String run) {
        boolean upper = run.chars().anyMatch(Character::isUpperCase);
        boolean lower = run.chars().anyMatch(Character::isLowerCase);
        boolean digit = run.chars().anyMatch(Character::isDigit);
        return upper && lower && (digit || changesOfCase(run) * 5 >= (run.length() - 1) * 2);
    }

    private static int changesOfCase(String run) {
        int changes = 0;
        for (int i = 1; i < run.length(); i++) {
            changes += Character.isUpperCase(run.charAt(i)) == Character.isUpperCase(run.charAt(i - 1)) ? 0 : 1;
        }
        return changes;
    }
}

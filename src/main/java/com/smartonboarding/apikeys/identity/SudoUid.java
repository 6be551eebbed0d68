package com.smartonboarding.apikeys.identity;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A uid in the only form in which sudo and the kernel write it: {@code 0|[1-9][0-9]{0,9}} in ASCII, at most 4294967294.
 *
 * <p>The JDK's parsers also accept signs and the digits of other scripts, and an {@code int} is too small.
 */
public final class SudoUid {
    /** The greatest uid. The kernel uses the next number for "no such user". */
    private static final long GREATEST = 4294967294L;

    private static final int MOST_DIGITS = 10;

    private SudoUid() {}

    /** Parses a uid; empty for null and for any other text. */
    public static OptionalLong parse(@Nullable String text) {
        if (text == null
                || text.isEmpty()
                || text.length() > MOST_DIGITS
                || (text.charAt(0) == '0' && text.length() > 1)) {
            return OptionalLong.empty();
        }
        long uid = 0;
        for (int i = 0; i < text.length(); i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                return OptionalLong.empty();
            }
            uid = uid * 10 + (digit - '0');
        }
        return uid > GREATEST ? OptionalLong.empty() : OptionalLong.of(uid);
    }
}

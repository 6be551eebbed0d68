package com.smartonboarding.apikeys.scan;

import com.smartonboarding.apikeys.model.TokenCode;

/**
 * Characters of ASCII with NULs between them, as UTF-16 and UTF-32 have it. From the first character to the last, both
 * orders of bytes look alike, and nothing has to be even.
 */
final class WideSpelling {
    /** Where the first underscore ends {@code NUL _} in UTF-16. */
    static final int OFFSET_OF_UNDERSCORE = 5;

    /** Where the first underscore lies in UTF-32. */
    static final int OFFSET_OF_LAST = 12;

    private WideSpelling() {}

    /** Copies the characters of a code, of which each takes this many bytes; false where it is none. */
    static boolean narrow(byte[] bytes, int start, int width, int limit, byte[] code) {
        if (end(start, width) > limit) {
            return false;
        }
        for (int i = 0; i < TokenCode.LENGTH; i++) {
            byte character = bytes[start + i * width];
            if (character == 0 || (i < TokenCode.PREFIX.length() && character != TokenCode.PREFIX.charAt(i))) {
                return false;
            }
            code[i] = character;
            for (int j = 1; j < width && i < TokenCode.LENGTH - 1; j++) {
                if (bytes[start + i * width + j] != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The place after the last character of a code. */
    static int end(int start, int width) {
        return start + (TokenCode.LENGTH - 1) * width + 1;
    }
}

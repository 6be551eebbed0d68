package com.smartonboarding.apikeys.scan;

import com.smartonboarding.apikeys.model.TokenCode;

/**
 * Reads ASCII characters with NULs between them, as in UTF-16 and UTF-32. From the first character to the last, both
 * byte orders look alike, and nothing needs to be aligned.
 */
final class WideSpelling {
    /** The offset at which the first underscore of a code ends {@code NUL _} in UTF-16. */
    static final int OFFSET_OF_UNDERSCORE = 5;

    /** The offset of the first underscore of a code in UTF-32. */
    static final int OFFSET_OF_LAST = 12;

    private WideSpelling() {}

    /** Copies the characters of a code, each {@code width} bytes wide; false if there is no code. */
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

    /** The position after the last character of a code. */
    static int end(int start, int width) {
        return start + (TokenCode.LENGTH - 1) * width + 1;
    }
}

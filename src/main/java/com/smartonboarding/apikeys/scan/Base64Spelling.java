package com.smartonboarding.apikeys.scan;

import com.smartonboarding.apikeys.model.TokenCode;

/**
 * Reads codes in base64, in either alphabet and across line breaks. A code begins 0, 2 or 4 bits into a base64
 * character. In each case, the next six characters are known, or are one of a few.
 */
final class Base64Spelling {
    /** The possible first characters of a code, one row for each number of bits before it. */
    private static final String[][] BEGINNINGS = {
        {"c", "2", "9", "r", "X", "wxyz0123456789"},
        {"HXn3", "N", "v", "a", "1", "89"},
        {"159BFJNRVZdhlptx", "z", "b", "2", "t", "f"}
    };

    /** Search only for neighbours with at most this many possible pairs. */
    private static final int MOST_PAIRS = 4;

    private static final int BITS = 6;

    private int start;
    private int end;

    /** Receives two adjacent characters that may be in the beginning of a code. */
    interface PairSink {
        void pair(char one, char other);
    }

    /** Gives the sink all pairs in the beginning of a code, with and without a line break between them. */
    static void pairs(PairSink sink) {
        for (String[] beginning : BEGINNINGS) {
            for (int i = 0; i + 1 < beginning.length; i++) {
                String one = beginning[i];
                String other = beginning[i + 1];
                if (one.length() * other.length() <= MOST_PAIRS) {
                    one.chars().forEach(a -> other.chars().forEach(b -> sink.pair((char) a, (char) b)));
                }
                one.chars().limit(MOST_PAIRS).forEach(a -> sink.pair((char) a, '\n'));
                one.chars().limit(MOST_PAIRS).forEach(a -> sink.pair((char) a, '\r'));
                other.chars().limit(MOST_PAIRS).forEach(b -> sink.pair('\n', (char) b));
            }
        }
    }

    /** The position of the first character of the code that was read. */
    int start() {
        return start;
    }

    /** The position after the last character of the code that was read. */
    int end() {
        return end;
    }

    /** Reads the code whose beginning holds this pair; false if there is none. */
    boolean read(byte[] bytes, int pair, int from, int limit, byte[] code) {
        int place = bytes[pair] == '\n' ? pair + 1 : pair;
        for (int i = 0; i < BEGINNINGS.length; i++) {
            String[] beginning = BEGINNINGS[i];
            for (int j = 0; j < beginning.length; j++) {
                if (beginning[j].indexOf(bytes[place]) >= 0
                        && begins(bytes, place, j, from)
                        && decode(bytes, 2 * i, limit, code)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Goes back by this number of characters, across line breaks between them. */
    private boolean begins(byte[] bytes, int place, int characters, int from) {
        start = place;
        int first = Math.max(from, place - Anchors.BEHIND + 1);
        for (int left = characters; left > 0; left--) {
            start--;
            while (start >= first && LineBreak.isBlank(bytes[start])) {
                start--;
            }
            if (start < first) {
                return false;
            }
        }
        return start >= first;
    }

    private boolean decode(byte[] bytes, int skippedBits, int limit, byte[] code) {
        int last = Math.min(limit, start + CodeReader.SPAN);
        int bits = 0;
        int have = -skippedBits;
        int length = 0;
        int at = start;
        while (length < TokenCode.LENGTH) {
            at = LineBreak.after(bytes, at, last);
            int value = at < last ? value(bytes[at++]) : -1;
            if (value < 0) {
                return false;
            }
            bits = (bits << BITS) | value;
            have += BITS;
            if (have >= Byte.SIZE) {
                have -= Byte.SIZE;
                code[length++] = (byte) (bits >> have);
                if (length <= TokenCode.PREFIX.length() && code[length - 1] != TokenCode.PREFIX.charAt(length - 1)) {
                    return false;
                }
            }
        }
        end = at;
        return true;
    }

    private static int value(byte character) {
        if (character >= 'A' && character <= 'Z') {
            return character - 'A';
        }
        if (character >= 'a' && character <= 'z') {
            return character - 'a' + 26;
        }
        if (character >= '0' && character <= '9') {
            return character - '0' + 52;
        }
        return switch (character) {
            case '+', '-' -> 62;
            case '/', '_' -> 63;
            default -> -1;
        };
    }
}

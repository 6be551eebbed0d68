package com.smartonboarding.apikeys.scan;

/**
 * Finds where a code may begin. In every spelling, the first bytes of a code are known. The search looks for three
 * pairs of adjacent bytes among them, one for each remainder of their position divided by three. So a look at every
 * third position meets each beginning exactly once.
 */
final class Anchors {
    /** Positions from one look to the next. */
    static final int STRIDE = 3;

    /** The greatest distance, in bytes, from the beginning of a code to the pair that reveals it. */
    static final int BEHIND = 64;

    private static final int OFFSETS = 16;

    /**
     * Maps each pair of bytes to spelling times {@link #OFFSETS} plus the pair's offset, plus one; 0 for most pairs.
     */
    private static final byte[] PAIRS = pairs();

    private Anchors() {}

    /** The spellings of a code. */
    enum Spelling {
        /** As it is, or with escaped underscores. */
        PLAIN(0),
        /** With NULs between the characters, as in UTF-16 and UTF-32; the offsets are those in UTF-16. */
        WIDE(1),
        /** In base64; the offset is not known beforehand. */
        BASE64(2);

        private static final Spelling[] BY_NUMBER = {PLAIN, WIDE, BASE64};

        private final int number;

        Spelling(int number) {
            this.number = number;
        }
    }

    private static byte[] pairs() {
        byte[] pairs = new byte[1 << 16];
        for (String end : new String[] {"k_", "k%", "k\\", "k&", "k="}) {
            add(pairs, Spelling.PLAIN, 2, end);
        }
        add(pairs, Spelling.PLAIN, 0, "so", "ok");
        add(pairs, Spelling.WIDE, 3, "\0k", "k\0", "\0_");
        add(pairs, Spelling.WIDE, WideSpelling.OFFSET_OF_LAST, "_\0");
        Base64Spelling.pairs((one, other) -> add(pairs, Spelling.BASE64, 0, "" + one + other));
        return pairs;
    }

    private static void add(byte[] pairs, Spelling spelling, int offset, String... texts) {
        for (int i = 0; i < texts.length; i++) {
            int pair = (texts[i].charAt(0) << 8) | texts[i].charAt(1);
            pairs[pair] = (byte) (1 + spelling.number * OFFSETS + offset + i);
        }
    }

    /**
     * The next position, in steps of {@link #STRIDE}, that has one of our pairs; if there is none, the first at or
     * after the end.
     */
    static int next(byte[] bytes, int from, int end) {
        byte[] pairs = PAIRS; // C1, the only compiler that the launcher enables, reads a field each time
        int at = from;
        while (at < end && pairs[((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF)] == 0) {
            at += STRIDE;
        }
        return at;
    }

    /** The spelling that the pair at this position belongs to. */
    static Spelling spelling(byte[] bytes, int at) {
        return Spelling.BY_NUMBER[pair(bytes, at) / OFFSETS];
    }

    /** The number of bytes between the beginning of the code and the pair. */
    static int offset(byte[] bytes, int at) {
        return pair(bytes, at) % OFFSETS;
    }

    private static int pair(byte[] bytes, int at) {
        return PAIRS[((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF)] - 1;
    }
}

package com.smartonboarding.apikeys.scan;

/**
 * Where a code may begin. Every spelling of a code begins with bytes that are known. Three pairs of neighbours among them
 * are looked for, one for each remainder of a place divided by three, so a look at every third place meets each beginning
 * exactly once.
 */
final class Anchors {
    /** Places from one look to the next. */
    static final int STRIDE = 3;

    /** The most bytes between the beginning of a code and the pair that tells of it. */
    static final int BEHIND = 64;

    private static final int OFFSETS = 16;

    /** For two bytes, one more than the spelling times {@link #OFFSETS} plus the pair's offset; 0 for most. */
    private static final byte[] PAIRS = pairs();

    private Anchors() {}

    /** How a code is spelled. */
    enum Spelling {
        /** As it is, or with underscores that are escaped. */
        PLAIN(0),
        /** With NULs between the characters, as UTF-16 and UTF-32 have it; the offsets are those of UTF-16. */
        WIDE(1),
        /** In base64; the offset is found out. */
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

    /** The next place in steps of {@link #STRIDE} that has a pair of ours; the first step that is not before the end if none. */
    static int next(byte[] bytes, int from, int end) {
        byte[] pairs = PAIRS; // locals, as the launcher's Java compiles quickly and leaves fields where they are
        int at = from;
        while (at < end && pairs[((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF)] == 0) {
            at += STRIDE;
        }
        return at;
    }

    /** Which spelling the pair at a place tells of. */
    static Spelling spelling(byte[] bytes, int at) {
        return Spelling.BY_NUMBER[pair(bytes, at) / OFFSETS];
    }

    /** How many bytes before the pair the code begins. */
    static int offset(byte[] bytes, int at) {
        return pair(bytes, at) % OFFSETS;
    }

    private static int pair(byte[] bytes, int at) {
        return PAIRS[((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF)] - 1;
    }
}

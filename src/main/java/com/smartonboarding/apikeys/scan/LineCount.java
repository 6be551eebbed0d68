package com.smartonboarding.apikeys.scan;

/**
 * Counts lines by line feeds, and characters within a line. It takes the text for UTF-16 or UTF-32 if it begins with
 * their byte order mark, or with NULs where they would have them, and otherwise for UTF-8. In bytes that are not text,
 * each byte counts as a character.
 */
final class LineCount {
    private static final int SURROGATE_MASK = 0xFC00;
    private static final int LOW_SURROGATE = 0xDC00;

    private int width;
    private boolean littleEnd;
    private int counted;
    private long line;
    private long column;

    /** Starts with the first bytes of the text. */
    void begin(byte[] bytes, int limit) {
        line = 1;
        column = 1;
        counted = 0;
        width = 1;
        int head = 0;
        for (int i = 0; i < 8; i++) {
            head = (head << 1) | (i < limit && bytes[i] == 0 ? 1 : 0);
        }
        if (starts(bytes, limit, 0xEF, 0xBB, 0xBF)) {
            counted = 3;
        } else if (starts(bytes, limit, 0, 0, 0xFE, 0xFF) || starts(bytes, limit, 0xFF, 0xFE, 0, 0)) {
            wide(4, bytes[0] != 0, 4);
        } else if (starts(bytes, limit, 0xFE, 0xFF) || starts(bytes, limit, 0xFF, 0xFE)) {
            wide(2, bytes[0] == (byte) 0xFF, 2);
        } else if (limit >= 8) {
            switch (head) {
                case 0b01010101 -> wide(2, true, 0);
                case 0b10101010 -> wide(2, false, 0);
                case 0b01110111 -> wide(4, true, 0);
                case 0b11101110 -> wide(4, false, 0);
                default -> {}
            }
        }
    }

    private void wide(int bytes, boolean littleEndFirst, int mark) {
        width = bytes;
        littleEnd = littleEndFirst;
        counted = mark;
    }

    private static boolean starts(byte[] bytes, int limit, int... head) {
        if (limit < head.length) {
            return false;
        }
        for (int i = 0; i < head.length; i++) {
            if ((bytes[i] & 0xFF) != head[i]) {
                return false;
            }
        }
        return true;
    }

    /** The position up to which characters were counted. */
    int counted() {
        return counted;
    }

    /** The line of the last counted position, from 1. */
    long line() {
        return line;
    }

    /** The column of the last counted position, from 1. */
    long column() {
        return column;
    }

    /** Counts up to a position. A character that extends beyond it is not counted. */
    void countTo(byte[] bytes, int end) {
        if (width > 1) {
            countWide(bytes, end);
            return;
        }
        int lines = 0;
        int characters = 0;
        for (int i = counted; i < end; i++) {
            byte b = bytes[i];
            if (b >= -0x40) { // 0x80 to 0xBF continue a UTF-8 character
                characters++;
                if (b == '\n') {
                    lines++;
                    column = 1;
                    characters = 0;
                }
            }
        }
        line += lines;
        column += characters;
        counted = Math.max(counted, end);
    }

    private void countWide(byte[] bytes, int end) {
        for (; counted + width <= end; counted += width) {
            int low = bytes[counted + (littleEnd ? 0 : width - 1)] & 0xFF;
            int high = bytes[counted + (littleEnd ? 1 : width - 2)] & 0xFF;
            if (low == '\n' && high == 0) {
                line++;
                column = 1;
            } else if (width != 2 || ((high << 8) & SURROGATE_MASK) != LOW_SURROGATE) {
                column++;
            }
        }
    }

    /** Tells the counter that the first bytes were dropped and the others moved to the front. */
    void moved(int dropped) {
        counted -= dropped;
    }
}

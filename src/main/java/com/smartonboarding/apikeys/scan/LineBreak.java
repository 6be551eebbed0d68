package com.smartonboarding.apikeys.scan;

/** Line breaks within base64, followed by the next line's indentation or not, and also in their JSON spelling. */
final class LineBreak {
    private LineBreak() {}

    /** The position after all line breaks that begin here. */
    static int after(byte[] bytes, int from, int limit) {
        int at = from;
        while (at < limit) {
            byte next = bytes[at];
            if (isBlank(next)) {
                at++;
            } else if (next == '\\' && at + 1 < limit && (bytes[at + 1] == 'n' || bytes[at + 1] == 'r')) {
                at += 2;
            } else {
                return at;
            }
        }
        return at;
    }

    /** Whether the character is part of a line break or of indentation. */
    static boolean isBlank(byte character) {
        return character == '\n' || character == '\r' || character == ' ' || character == '\t';
    }
}

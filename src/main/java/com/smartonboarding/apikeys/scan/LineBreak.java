package com.smartonboarding.apikeys.scan;

/** Line breaks within base64, with the blanks by which the next line is indented, and as JSON writes them. */
final class LineBreak {
    private LineBreak() {}

    /** The place after all line breaks that begin here. */
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

    /** Whether this is a part of a line break, or of what the next line is indented by. */
    static boolean isBlank(byte character) {
        return character == '\n' || character == '\r' || character == ' ' || character == '\t';
    }
}

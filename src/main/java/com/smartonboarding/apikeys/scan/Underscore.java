package com.smartonboarding.apikeys.scan;

import java.nio.charset.StandardCharsets;

/** The underscores of a code as URLs, JSON, Markdown, HTML and mail spell them. */
final class Underscore {
    private static final byte[][] AFTER_BACKSLASH = texts("_", "u005f", "u{5f}", "x5f", "137");
    private static final byte[][] AFTER_AMPERSAND =
            texts("#95;", "#095;", "#x5f;", "#x005f;", "lowbar;", "amp;#95;", "amp;#x5f;");
    private static final byte[][] HEX = texts("5f");
    private static final byte[][] ESCAPED_PERCENT = texts("25");

    private Underscore() {}

    private static byte[][] texts(String... texts) {
        byte[][] bytes = new byte[texts.length][];
        for (int i = 0; i < texts.length; i++) {
            bytes[i] = texts[i].getBytes(StandardCharsets.US_ASCII);
        }
        return bytes;
    }

    /** The position after the underscore that begins here, or -1 if none does. */
    static int after(byte[] bytes, int from, int limit) {
        return switch (bytes[from]) {
            case '_' -> from + 1;
            case '=' -> after(bytes, from + 1, limit, HEX);
            case '&' -> after(bytes, from + 1, limit, AFTER_AMPERSAND);
            case '%' -> {
                int at = from + 1;
                for (int next = at; next >= 0; next = after(bytes, at, limit, ESCAPED_PERCENT)) {
                    at = next;
                }
                yield after(bytes, at, limit, HEX);
            }
            case '\\' -> {
                int at = from + 1;
                while (at < limit && bytes[at] == '\\') {
                    at++;
                }
                yield after(bytes, at, limit, AFTER_BACKSLASH);
            }
            default -> -1;
        };
    }

    /** The position after the soft line break of quoted-printable that begins here, if one does. */
    static int afterSoftBreak(byte[] bytes, int from, int limit) {
        if (from + 1 < limit && bytes[from] == '=') {
            if (bytes[from + 1] == '\n') {
                return from + 2;
            }
            if (from + 2 < limit && bytes[from + 1] == '\r' && bytes[from + 2] == '\n') {
                return from + 3;
            }
        }
        return from;
    }

    private static int after(byte[] bytes, int from, int limit, byte[][] texts) {
        for (byte[] text : texts) {
            if (begins(bytes, from, limit, text)) {
                return from + text.length;
            }
        }
        return -1;
    }

    private static boolean begins(byte[] bytes, int from, int limit, byte[] text) {
        if (from + text.length > limit) {
            return false;
        }
        for (int i = 0; i < text.length; i++) {
            byte found = bytes[from + i];
            if ((found >= 'A' && found <= 'Z' ? found + ('a' - 'A') : found) != text[i]) {
                return false;
            }
        }
        return true;
    }
}

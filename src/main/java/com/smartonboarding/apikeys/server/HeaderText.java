package com.smartonboarding.apikeys.server;

import com.smartonboarding.apikeys.model.text.AsciiSet;
import java.nio.charset.StandardCharsets;

/** The characters that a header line may have (RFC 9110, 5.1 and 5.5), and how other text is written with them. */
public final class HeaderText {
    private static final String LETTERS_AND_DIGITS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final AsciiSet IN_NAMES = AsciiSet.of(LETTERS_AND_DIGITS + "!#$%&'*+-.^_`|~");
    private static final AsciiSet IN_VALUES = AsciiSet.range(' ', '~');
    private static final AsciiSet UNRESERVED = AsciiSet.of(LETTERS_AND_DIGITS + "-._~");
    private static final String HEX_DIGITS = "0123456789ABCDEF";
    private static final int CASE = 'a' - 'A';

    private HeaderText() {}

    /** Whether a header line can have this name. */
    public static boolean isName(String text) {
        return !text.isEmpty() && IN_NAMES.hasAll(text);
    }

    /** Whether an answer can have this value: printable ASCII characters, and spaces between them. */
    static boolean isValue(String text) {
        return IN_VALUES.hasAll(text) && !text.startsWith(" ") && !text.endsWith(" ");
    }

    /** The text without the spaces and tabs around it (RFC 9110, 5.6.3). */
    static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (start < end && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character == '\t';
    }

    /** Whether two texts differ at most in the case of ASCII letters. Other letters are compared as they are. */
    static boolean sameIgnoringCase(String one, String other) {
        if (one.length() != other.length()) {
            return false;
        }
        for (int i = 0; i < one.length(); i++) {
            if (lower(one.charAt(i)) != lower(other.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** The letter in lower case, if it is one of ASCII; otherwise the character itself. */
    static int lower(char character) {
        return character >= 'A' && character <= 'Z' ? character + CASE : character;
    }

    /**
     * The text as a header value that any label fits into: its UTF-8 bytes, with {@code %} and two hexadecimal digits for
     * each byte that is not an unreserved character (RFC 3986, 2.1 and 2.3).
     */
    public static String percentEncoded(String text) {
        if (UNRESERVED.hasAll(text)) {
            return text;
        }
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            if (UNRESERVED.has(each)) {
                encoded.append((char) each);
            } else {
                encoded.append('%').append(HEX_DIGITS.charAt(each >> 4 & 0xF)).append(HEX_DIGITS.charAt(each & 0xF));
            }
        }
        return encoded.toString();
    }
}

package com.smartonboarding.apikeys.model;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;

/**
 * The secret string that a client presents: {@code sok_}, the id (12 characters), {@code _}, the secret (32), and a
 * checksum (6), all in base 62. It has 55 characters at fixed offsets.
 *
 * <p>The checksum is the CRC-32 (ISO 3309) of the 49 characters before it, as six base-62 digits, most significant
 * first. It distinguishes a mistyped or truncated code from an unknown one without a database. It protects nothing.
 */
public final class TokenCode {
    /** The beginning of every code. */
    public static final String PREFIX = "sok_";

    /** The number of characters in an id. */
    public static final int ID_LENGTH = 12;

    /** The number of characters in a whole code. */
    public static final int LENGTH = 55;

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int SECRET_LENGTH = 32;
    private static final int CHECKSUM_LENGTH = 6;
    private static final int ID_END = PREFIX.length() + ID_LENGTH;
    private static final int CHECKED_LENGTH = LENGTH - CHECKSUM_LENGTH;

    private final String text;

    private TokenCode(String text) {
        this.text = text;
    }

    /**
     * Draws a new code. Every character of id and secret is uniformly distributed if the generator's {@code nextInt}
     * is.
     */
    public static TokenCode draw(RandomGenerator random) {
        StringBuilder code = new StringBuilder(LENGTH).append(PREFIX);
        appendDigits(code, ID_LENGTH, random);
        code.append('_');
        appendDigits(code, SECRET_LENGTH, random);
        return new TokenCode(code.append(checksum(code)).toString());
    }

    /** Parses a code; empty if the text does not have its shape or the checksum is wrong. */
    public static Optional<TokenCode> parse(String text) {
        return hasShape(text) && text.endsWith(checksum(text)) ? Optional.of(new TokenCode(text)) : Optional.empty();
    }

    /** Whether every character is one of 0-9, A-Z, a-z. */
    public static boolean isBase62(String text) {
        return isBase62(text, 0, text.length());
    }

    /** Whether this character is one of 0-9, A-Z, a-z. */
    public static boolean isDigit(int character) {
        return (character >= '0' && character <= '9')
                || (character >= 'A' && character <= 'Z')
                || (character >= 'a' && character <= 'z');
    }

    private static boolean isBase62(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether a code can have this character at this position, which must be below its length. */
    public static boolean mayHold(int position, int character) {
        if (position < PREFIX.length()) {
            return character == PREFIX.charAt(position);
        }
        return position == ID_END ? character == '_' : isDigit(character);
    }

    /** The public half of the code. */
    public String id() {
        return text.substring(PREFIX.length(), ID_END);
    }

    /** The whole secret string. This is the only access to it as text, so that every use can be found. */
    public String reveal() {
        return text;
    }

    /** The whole secret string in ASCII, for the cryptography. */
    public byte[] bytes() {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The code with its secret masked, so that a message or log cannot reveal it. */
    @Override
    public String toString() {
        return PREFIX + id() + "_[redacted]";
    }

    private static boolean hasShape(String text) {
        return text.length() == LENGTH
                && text.startsWith(PREFIX)
                && isBase62(text, PREFIX.length(), ID_END)
                && text.charAt(ID_END) == '_'
                && isBase62(text, ID_END + 1, LENGTH);
    }

    private static void appendDigits(StringBuilder code, int count, RandomGenerator random) {
        for (int i = 0; i < count; i++) {
            code.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
    }

    private static String checksum(CharSequence code) {
        CRC32 crc = new CRC32();
        crc.update(code.toString().getBytes(StandardCharsets.ISO_8859_1), 0, CHECKED_LENGTH);
        char[] digits = new char[CHECKSUM_LENGTH];
        long rest = crc.getValue();
        for (int i = CHECKSUM_LENGTH - 1; i >= 0; i--) {
            digits[i] = DIGITS.charAt((int) (rest % DIGITS.length()));
            rest /= DIGITS.length();
        }
        return new String(digits);
    }
}

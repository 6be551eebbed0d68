package com.smartonboarding.apikeys.model.text;

import com.smartonboarding.apikeys.failure.UsageException;
import java.text.Normalizer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * Checks labels, descriptions, reasons, scopes, owners and metadata. All are kept in Unicode NFC. None may contain a
 * character that can forge or hide output: control, format (bidi, zero width, tags), separator, unassigned, surrogate
 * or replacement characters, or a variation selector that is not part of an emoji.
 */
public final class TextRules {
    /** Longest label, in code points. */
    public static final int LONGEST_LABEL = 128;

    /** Longest owner, in code points. */
    public static final int LONGEST_OWNER = 128;

    /** Longest value of metadata, in code points. */
    public static final int LONGEST_VALUE = 128;

    /** Longest key of metadata, in characters. */
    public static final int LONGEST_KEY = 63;

    /** Longest description or reason, in code points. */
    public static final int LONGEST_TEXT = 1000;

    /** Longest scope, in characters. */
    public static final int LONGEST_SCOPE = 64;

    /** Longest request id, in characters. */
    public static final int LONGEST_REQUEST_ID = 128;

    /** Longest address, in characters: the longest host name of DNS (RFC 1035) and a port. */
    public static final int LONGEST_ADDRESS = 261;

    private static final String LETTERS_AND_DIGITS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final AsciiSet IN_ADDRESSES = AsciiSet.of(LETTERS_AND_DIGITS + ".:%[]_-");
    private static final String FIRST_IN_KEYS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final AsciiSet IN_KEYS = AsciiSet.of(FIRST_IN_KEYS + "._-");
    private static final AsciiSet IN_REQUEST_IDS = AsciiSet.range('!', '~');
    private static final AsciiSet IN_SCOPES = AsciiSet.of(LETTERS_AND_DIGITS + ".:/_-*");

    /**
     * Letters and marks that draw nothing, by code point (Unicode's Default_Ignorable_Code_Point, except category Cf).
     */
    private static final String INVISIBLE = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0";

    private TextRules() {}

    /** The label in NFC. Refuses a label that breaks the product's rules. */
    public static String label(String text) {
        String label = printable("label", text, LONGEST_LABEL);
        if (label.startsWith("-")) {
            throw new UsageException("A label cannot begin with '-', because it would be read as an option.");
        }
        return label;
    }

    /** The description in NFC. */
    public static String description(String text) {
        return printable("description", text, LONGEST_TEXT);
    }

    /** The reason in NFC. */
    public static String reason(String text) {
        return printable("reason", text, LONGEST_TEXT);
    }

    /** The scopes sorted and without duplicates; each is ASCII letters, digits and {@code . : / _ - *}. */
    public static List<String> scopes(Collection<String> texts) {
        for (String scope : texts) {
            if (!isScope(scope)) {
                throw new UsageException("A scope has 1 to " + LONGEST_SCOPE
                        + " characters: letters, digits and . : / _ - * (no spaces, no commas).");
            }
        }
        return List.copyOf(new TreeSet<>(texts));
    }

    /** The owner in NFC. */
    public static String owner(String text) {
        return printable("owner", text, LONGEST_OWNER);
    }

    /** The key of metadata, unchanged: ASCII lower-case letters, digits and {@code . _ -}. */
    public static String metadataKey(String text) {
        if (!isMadeOf(IN_KEYS, text, LONGEST_KEY) || FIRST_IN_KEYS.indexOf(text.charAt(0)) < 0) {
            throw new UsageException("A key of metadata has 1 to " + LONGEST_KEY
                    + " characters: lower-case letters, digits and . _ - (a letter or digit first).");
        }
        return text;
    }

    /** The value that metadata has for this key, in NFC. */
    public static String metadataValue(String key, String text) {
        return printable("value of '" + key + "'", text, LONGEST_VALUE);
    }

    /** Whether a text can be a scope. */
    public static boolean isScope(String text) {
        return isMadeOf(IN_SCOPES, text, LONGEST_SCOPE);
    }

    /** The request id, unchanged: printable ASCII without spaces. */
    public static String requestId(String text) {
        if (!isMadeOf(IN_REQUEST_IDS, text, LONGEST_REQUEST_ID)) {
            throw new UsageException("A request id has 1 to " + LONGEST_REQUEST_ID
                    + " characters of printable ASCII without spaces, such as a UUID or a job's name and number.");
        }
        return text;
    }

    /** The address that a code was presented from, unchanged: an IP address or host name, with or without a port. */
    public static String address(String text) {
        if (!isMadeOf(IN_ADDRESSES, text, LONGEST_ADDRESS)) {
            throw new UsageException("An address has 1 to " + LONGEST_ADDRESS
                    + " characters: letters, digits and . : % [ ] _ - (an IP address or a host name).");
        }
        return text;
    }

    /**
     * Whether the character at this index may appear in text for people: it must not move the cursor, hide or reorder
     * text. A character that draws nothing itself is allowed as part of an emoji.
     */
    public static boolean isPrintable(String text, int at) {
        int codePoint = text.codePointAt(at);
        return isPrintable(codePoint)
                || ((codePoint == Emoji.TEXT_STYLE || codePoint == Emoji.EMOJI_STYLE) && Emoji.isStyled(text, at));
    }

    /** Whether a character may appear at any position in text for people. */
    public static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> codePoint == ' ';
            case Character.NON_SPACING_MARK -> !isVariationSelector(codePoint) && INVISIBLE.indexOf(codePoint) < 0;
            default -> codePoint != 0xFFFD && INVISIBLE.indexOf(codePoint) < 0;
        };
    }

    private static boolean isMadeOf(AsciiSet characters, String text, int longest) {
        return !text.isEmpty() && text.length() <= longest && characters.hasAll(text);
    }

    private static String printable(String what, String text, int longest) {
        if (text.isEmpty()) {
            throw new UsageException("The " + what + " is empty.");
        }
        if (text.indexOf(0xFFFD) >= 0) {
            throw new UsageException("The " + what
                    + " contains U+FFFD, which stands for a character that could not be decoded: check that the"
                    + " terminal and the locale are UTF-8.");
        }
        if (text.length() > 4 * longest) {
            throw tooLong(what, longest);
        }
        String normal = Normalizer.normalize(text, Normalizer.Form.NFC);
        if (normal.codePointCount(0, normal.length()) > longest) {
            throw tooLong(what, longest);
        }
        for (int i = 0; i < normal.length(); i += Character.charCount(normal.codePointAt(i))) {
            if (!isPrintable(normal, i)) {
                throw new UsageException("The " + what + " contains the character U+"
                        + String.format(Locale.ROOT, "%04X", normal.codePointAt(i))
                        + ", which is invisible or a control character; only printable characters and spaces"
                        + " may be used.");
            }
        }
        if (normal.startsWith(" ") || normal.endsWith(" ")) {
            throw new UsageException("The " + what + " begins or ends with a space.");
        }
        return normal;
    }

    /** Unicode's Variation_Selector, in the planes where they are marks. */
    private static boolean isVariationSelector(int codePoint) {
        return (codePoint >= 0xFE00 && codePoint <= 0xFE0F) || (codePoint >= 0xE0100 && codePoint <= 0xE01EF);
    }

    private static UsageException tooLong(String what, int longest) {
        return new UsageException("The " + what + " is longer than " + longest + " characters.");
    }
}

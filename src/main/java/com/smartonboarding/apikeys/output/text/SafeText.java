package com.smartonboarding.apikeys.output.text;

import com.smartonboarding.apikeys.model.text.FileName;
import com.smartonboarding.apikeys.model.text.TextRules;
import java.util.Locale;

/**
 * Text made safe to show: characters that could move the cursor, or hide or reorder output, are written as escapes.
 */
public final class SafeText {
    /** The characters that {@link FileName} uses for bytes that are not UTF-8. */
    private static final int FIRST_RAW_BYTE = 0xDC80;

    private static final int LAST_RAW_BYTE = 0xDCFF;

    private SafeText() {}

    /** The text for people: every character that is not printable becomes <code>&#92;u{XXXX}</code>. */
    public static String escape(String text) {
        return escape(text, false);
    }

    /**
     * The text as one TSV field: like {@link #escape}, but tab, newline, CR and backslash become {@code \t \n \r \\}.
     */
    public static String tsv(String text) {
        return escape(text, true);
    }

    /** Whether a character is plain ASCII, which most formats print as it is. */
    public static boolean isPlain(char character) {
        return character >= ' ' && character < 0x7f;
    }

    private static String escape(String text, boolean tsv) {
        int plain = 0;
        int length = text.length();
        while (plain < length) {
            char character = text.charAt(plain);
            if (!isPlain(character) || (tsv && character == '\\')) {
                break;
            }
            plain++;
        }
        if (plain == length) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length() + 16).append(text, 0, plain);
        for (int i = plain; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            append(safe, codePoint, TextRules.isPrintable(text, i), tsv);
            i += Character.charCount(codePoint);
        }
        return safe.toString();
    }

    private static void append(StringBuilder safe, int codePoint, boolean printable, boolean tsv) {
        int letter = tsv ? "\t\n\r\\".indexOf(codePoint) : -1;
        if (letter >= 0) {
            safe.append('\\').append("tnr\\".charAt(letter));
        } else if (codePoint >= FIRST_RAW_BYTE && codePoint <= LAST_RAW_BYTE) {
            safe.append(FileName.readable(Character.toString(codePoint)));
        } else if (printable) {
            safe.appendCodePoint(codePoint);
        } else {
            safe.append(String.format(Locale.ROOT, "\\u{%04X}", codePoint));
        }
    }
}

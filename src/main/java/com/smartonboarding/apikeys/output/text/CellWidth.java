package com.smartonboarding.apikeys.output.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.utils.WCWidth;

/** How wide a text is on a terminal, in cells. The text must not contain control characters. */
public final class CellWidth {
    private static final String ELLIPSIS = "…";

    private CellWidth() {}

    /** The width of a text in cells: combining marks 0, wide characters and emoji 2, everything else 1. */
    public static int of(String text) {
        if (isPlain(text)) {
            return text.length();
        }
        int cells = 0;
        for (int i = 0; i < text.length(); i += WCWidth.charCountForGraphemeCluster(text, i)) {
            cells += Math.max(0, WCWidth.wcwidthForGraphemeCluster(text, i));
        }
        return cells;
    }

    /** The text cut to a width, with {@code …} as its last cell if anything was cut; never inside a grapheme. */
    public static String shorten(String text, int cells) {
        if (of(text) <= cells) {
            return text;
        }
        return cells < 1 ? "" : beginning(text, cells - 1) + ELLIPSIS;
    }

    /** The longest beginning of the text that fits into a width, in whole graphemes. */
    static String beginning(String text, int cells) {
        int end = 0;
        int used = 0;
        Matcher grapheme = Graphemes.PATTERN.matcher(text);
        while (grapheme.find()) {
            used += of(grapheme.group());
            if (used > cells) {
                break;
            }
            end = grapheme.end();
        }
        return text.substring(0, end);
    }

    /** Whether the text is only printable ASCII, whose width is the same on all terminals. */
    static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!SafeText.isPlain(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Compiled when the first text is cut, because most runs cut none. */
    private static final class Graphemes {
        static final Pattern PATTERN = Pattern.compile("\\X");
    }
}

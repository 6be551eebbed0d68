package com.smartonboarding.apikeys.output.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text wrapped to the window: lines are broken between words. */
public final class Paragraph {
    /** A word, or all that stands in single quotes. */
    private static final Pattern WHOLE = Pattern.compile("\\(?'[^']*'[^ ]*|[^ ]+");

    private Paragraph() {}

    /**
     * The text with a line feed and an indent at every break. A word is broken only if it is wider than a line.
     *
     * @param width cells in a line
     * @param used cells that are already used in the first line
     * @param indent empty cells at the start of every later line
     */
    public static String wrap(String text, int width, int used, int indent) {
        if (used + CellWidth.of(text) <= width) {
            return text;
        }
        StringBuilder lines = new StringBuilder();
        int column = used;
        boolean begun = false;
        for (String word : text.split(" ", -1)) {
            int cells = CellWidth.of(word);
            if (begun && column + 1 + cells > width) {
                lines.append('\n').append(" ".repeat(indent));
                column = indent;
            } else if (begun) {
                lines.append(' ');
                column++;
            }
            String rest = word;
            while (column + CellWidth.of(rest) > width) {
                String piece = CellWidth.beginning(rest, Math.max(1, width - column));
                lines.append(piece).append('\n').append(" ".repeat(indent));
                rest = rest.substring(piece.length());
                column = indent;
            }
            lines.append(rest);
            column += CellWidth.of(rest);
            begun = true;
        }
        return lines.toString();
    }

    /**
     * A message with a line feed at every break. What people copy stays whole: a word wider than a line, what stands in
     * quotes, and a line that begins with two spaces.
     */
    public static String flow(String text, int width) {
        if (CellWidth.of(text) <= width || text.startsWith("  ")) {
            return text;
        }
        StringBuilder lines = new StringBuilder();
        int column = 0;
        for (Matcher words = WHOLE.matcher(text); words.find(); ) {
            int cells = CellWidth.of(words.group());
            boolean broken = column > 0 && column + 1 + cells > width;
            lines.append(broken ? "\n" : column > 0 ? " " : "").append(words.group());
            column = broken || column == 0 ? cells : column + 1 + cells;
        }
        return lines.toString();
    }
}

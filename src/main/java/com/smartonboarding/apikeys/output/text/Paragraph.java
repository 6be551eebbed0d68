package com.smartonboarding.apikeys.output.text;

/** Text wrapped to the window: lines are broken between words, and inside a word only if it is wider than a line. */
public final class Paragraph {
    private Paragraph() {}

    /**
     * The text with a line feed and an indent at every break.
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
}

package com.smartonboarding.apikeys.output.terminal;

/** Colour by meaning. */
public interface Palette {
    /** No colour; never loads jansi. */
    Palette NONE = new Palette() {
        @Override
        public String paint(Style style, String text) {
            return text;
        }

        @Override
        public String toColumn(int column) {
            return "";
        }
    };

    /** The palette with or without colour. */
    static Palette of(boolean colour) {
        return colour ? new AnsiPalette() : NONE;
    }

    /** The text in the colour of its style. The text must not contain control characters. */
    String paint(Style style, String text);

    /**
     * The escape sequence that moves the cursor to a column, counted from 0; empty without colour, where escapes are
     * not allowed.
     */
    String toColumn(int column);
}

package com.smartonboarding.apikeys.output;

/** Colour by meaning. */
public interface Palette {
    /** No colour at all; jansi is never loaded. */
    Palette NONE = new PlainPalette();

    /** The palette with or without colour. */
    static Palette of(boolean colour) {
        return colour ? new AnsiPalette() : NONE;
    }

    /** The text so that a terminal shows what it means; the text must not hold control characters. */
    String paint(Style style, String text);

    /** What sets the cursor of a terminal to a column, counted from 0; empty without colour, where no escape may be. */
    String toColumn(int column);
}

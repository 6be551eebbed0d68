package com.smartonboarding.apikeys.output.terminal;

/** Leaves every text as it is. */
final class PlainPalette implements Palette {
    @Override
    public String paint(Style style, String text) {
        return text;
    }

    @Override
    public String toColumn(int column) {
        return "";
    }
}

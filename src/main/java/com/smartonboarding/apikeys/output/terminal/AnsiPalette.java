package com.smartonboarding.apikeys.output.terminal;

import org.jline.jansi.Ansi;
import org.jline.jansi.Ansi.Attribute;
import org.jline.jansi.Ansi.Color;

/** The eight colours every terminal has, through jansi. */
final class AnsiPalette implements Palette {
    @Override
    public String paint(Style style, String text) {
        Ansi start = new Ansi();
        Ansi styled = switch (style) {
            case ACTIVE -> start.fg(Color.GREEN);
            case DISABLED -> start.fg(Color.MAGENTA);
            case REVOKED -> start.fg(Color.RED);
            case EXPIRED -> start.fg(Color.YELLOW);
            case HEADING -> start.bold();
            case IN_USE -> start.fg(Color.YELLOW).bold();
            case FAINT -> start.a(Attribute.INTENSITY_FAINT);
        };
        return styled.a(text).reset().toString();
    }

    @Override
    public String toColumn(int column) {
        return new Ansi().cursorToColumn(column + 1).toString();
    }
}

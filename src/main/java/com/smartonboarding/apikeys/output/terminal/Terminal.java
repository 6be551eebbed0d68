package com.smartonboarding.apikeys.output.terminal;

import org.jspecify.annotations.Nullable;

/**
 * Which standard streams are terminals, and how wide the window is.
 *
 * @param columns cells in a line, at least {@link #FEWEST_COLUMNS}
 */
public record Terminal(boolean stdin, boolean stdout, boolean stderr, int columns) {
    /** The width if none is known. */
    public static final int DEFAULT_COLUMNS = 80;

    /** The narrowest window that output is fitted to. */
    public static final int FEWEST_COLUMNS = 20;

    /** No terminal anywhere: pipes and files. */
    public static final Terminal NONE = new Terminal(false, false, false, DEFAULT_COLUMNS);

    private static final int LONGEST_NUMBER = 5;

    /**
     * The terminal as the launcher described it.
     *
     * @param streams the letters i, o and e for the streams that are terminals; null asks the system through jansi
     * @param columns the width in cells; anything else than a number means {@link #DEFAULT_COLUMNS}
     */
    public static Terminal of(@Nullable String streams, @Nullable String columns) {
        if (streams != null) {
            return of(streams, columnsOf(columns));
        }
        String found = NativeTerminal.streams();
        return of(found, columnsOf(columns == null && !found.isEmpty() ? NativeTerminal.columns() : columns));
    }

    private static Terminal of(String streams, int columns) {
        return new Terminal(streams.indexOf('i') >= 0, streams.indexOf('o') >= 0, streams.indexOf('e') >= 0, columns);
    }

    private static int columnsOf(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > LONGEST_NUMBER) {
            return DEFAULT_COLUMNS;
        }
        int columns = 0;
        for (int i = 0; i < text.length(); i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                return DEFAULT_COLUMNS;
            }
            columns = 10 * columns + digit - '0';
        }
        // stty prints a width of 0 if it does not know the width.
        return columns == 0 ? DEFAULT_COLUMNS : Math.max(columns, FEWEST_COLUMNS);
    }
}

package org.sqlite.date;

import java.util.Date;

/**
 * Replaces the driver's own class of this name, because it comes earlier on the class path. The original sets up
 * calendars, locales and patterns whenever a connection is opened, for columns that hold dates as text. Our columns
 * hold milliseconds.
 */
@SuppressWarnings("DoNotCallSuggester") // the driver would call them, for such a column
public final class FastDateFormat {
    private static final FastDateFormat NONE = new FastDateFormat();

    private FastDateFormat() {}

    /** A format that the driver can keep, but not use. */
    public static FastDateFormat getInstance(String pattern) {
        return NONE;
    }

    /** Refuses: no column holds a date as text. */
    public String format(Date date) {
        throw new UnsupportedOperationException("times are stored in milliseconds");
    }

    /** Refuses: no column holds a date as text. */
    public Date parse(String text) {
        throw new UnsupportedOperationException("times are stored in milliseconds");
    }
}

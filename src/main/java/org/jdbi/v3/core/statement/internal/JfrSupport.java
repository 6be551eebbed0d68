package org.jdbi.v3.core.statement.internal;

/**
 * Replaces JDBI's own class of this name, because it comes earlier on the class path. Before the first statement, the
 * original loads Java's flight recorder, which then instruments an event class; it has no switch against that. Commands
 * end before anybody could start a recording.
 */
public final class JfrSupport {
    private JfrSupport() {}

    /** Always false, so that JDBI records no events. */
    public static boolean isJfrAvailable() {
        return false;
    }

    /** Always false, so that JDBI records no events. */
    public static boolean isFlightRecorderAvailable() {
        return false;
    }

    /** An event that is never recorded. */
    public static OptionalEvent newStatementEvent() {
        return new NoStatementEvent();
    }
}

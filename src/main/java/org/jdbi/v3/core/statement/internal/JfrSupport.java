package org.jdbi.v3.core.statement.internal;

/**
 * Replaces JDBI's own class of this name, because it comes earlier on the class path. The original loads Java's flight
 * recorder and makes it instrument an event class before the first statement, and has no switch. Nobody records a
 * command that has ended before a recording could begin.
 */
public final class JfrSupport {
    private JfrSupport() {}

    /** Never, to JDBI. */
    public static boolean isJfrAvailable() {
        return false;
    }

    /** Never, to JDBI. */
    public static boolean isFlightRecorderAvailable() {
        return false;
    }

    /** An event that nobody sees. */
    public static OptionalEvent newStatementEvent() {
        return new NoStatementEvent();
    }
}

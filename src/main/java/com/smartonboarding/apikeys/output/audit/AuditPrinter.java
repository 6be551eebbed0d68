package com.smartonboarding.apikeys.output.audit;

import com.smartonboarding.apikeys.audit.AuditEvent;

/** Prints events of the audit trail in one format, event by event. */
public interface AuditPrinter {
    /** Writes what comes before the first event. */
    default void begin() {
        // Most formats have no header.
    }

    /** Writes one event. */
    void print(AuditEvent event);

    /** Writes what comes after the last event, and flushes everything to the stream. */
    void end();
}

package com.smartonboarding.apikeys.output;

import com.smartonboarding.apikeys.model.History;
import com.smartonboarding.apikeys.model.HistoryEvent;

/** Prints one history in one format, event by event. */
public interface HistoryPrinter {
    /** Prints whose history it is, as far as the format says so. */
    void begin(History history);

    /** Prints one event. */
    void print(HistoryEvent event);

    /** Prints what comes after the last event, and hands everything on to the stream. */
    void end();
}

package com.smartonboarding.apikeys.output.history;

import com.smartonboarding.apikeys.model.result.History;
import com.smartonboarding.apikeys.model.result.HistoryEvent;

/** Prints one history in one format, event by event. */
public interface HistoryPrinter {
    /** Prints the token that the history is about, if the format has a place for it. */
    void begin(History history);

    /** Prints one event. */
    void print(HistoryEvent event);

    /** Prints what comes after the last event, and flushes everything to the stream. */
    void end();
}

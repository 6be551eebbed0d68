package com.smartonboarding.apikeys.output.finding;

/** Prints what a scan found in one format. */
public interface FindingPrinter {
    /** Prints the whole report, and flushes it to the stream. */
    void print(FindingReport report);
}

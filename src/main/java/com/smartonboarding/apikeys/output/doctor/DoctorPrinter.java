package com.smartonboarding.apikeys.output.doctor;

/** Prints a diagnosis in one format. */
public interface DoctorPrinter {
    /** Prints the whole diagnosis, and flushes it to the stream. */
    void print(DoctorView view);
}

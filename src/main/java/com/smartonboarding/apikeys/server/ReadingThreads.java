package com.smartonboarding.apikeys.server;

/** The threads that read requests, and call the endpoints. */
public interface ReadingThreads {
    /**
     * Runs a task in this thread, as soon as it has read all requests that have come to it, and before it waits for more.
     *
     * @return whether this is one of the threads; otherwise, the task is not run
     */
    boolean afterReading(Runnable task);
}

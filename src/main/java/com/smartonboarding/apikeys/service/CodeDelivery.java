package com.smartonboarding.apikeys.service;

import java.io.IOException;

/** Hands a new code to whoever asked for it. */
public interface CodeDelivery {
    /** Refuses, while nothing is durable yet, a code that there is no place for. */
    void prepare(Issued issued);

    /** Returns only when the code was written. */
    void deliver(Issued issued) throws IOException;

    /** Where it is written to, for messages: {@code standard output}, or a path. */
    String place();
}

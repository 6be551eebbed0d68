package com.smartonboarding.apikeys.service;

import java.io.IOException;

/** Hands a new code to whoever asked for it. */
public interface CodeDelivery {
    /** Returns only when the code was written. */
    void deliver(Issued issued) throws IOException;

    /** Where it is written to, for messages: {@code standard output}, or a path. */
    String place();
}

package com.smartonboarding.apikeys.service;

import java.io.IOException;
import java.util.List;

/** Hands new codes, one or many, to whoever asked for them. */
public interface CodeDelivery {
    /** Makes ready, while nothing is durable yet, and refuses codes that there is no place for. */
    void prepare(List<Issued> issued);

    /** Returns only when the codes that were made ready are written. */
    void deliver() throws IOException;

    /** Where it is written to, for messages: {@code standard output}, or a path. */
    String place();
}

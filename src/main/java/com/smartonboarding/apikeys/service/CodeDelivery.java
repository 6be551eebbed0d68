package com.smartonboarding.apikeys.service;

import com.smartonboarding.apikeys.model.TokenCode;
import java.io.IOException;
import java.util.List;

/** Hands new codes, one or many, to whoever asked for them. */
public interface CodeDelivery extends AutoCloseable {
    /**
     * Makes sure, while there is nothing to lose yet, that codes can be written there.
     *
     * @param count how many at most
     */
    void open(int count);

    /** The codes that are there already, in order; empty where that cannot be looked at. */
    List<TokenCode> present();

    /** Makes ready, while nothing is durable yet, and refuses codes that there is no place for. */
    void prepare(List<Issued> issued);

    /**
     * Returns only when the codes that were made ready are written.
     *
     * @throws com.smartonboarding.apikeys.files.NotDurableException when they are, but may not survive a power cut
     */
    void deliver() throws IOException;

    /** Where it is written to, for messages: {@code standard output}, or a path. */
    String place();

    /** Gives up what was opened and not delivered to. */
    @Override
    void close();
}

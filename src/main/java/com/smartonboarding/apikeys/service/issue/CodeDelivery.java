package com.smartonboarding.apikeys.service.issue;

import com.smartonboarding.apikeys.model.TokenCode;
import com.smartonboarding.apikeys.model.result.Issued;
import java.io.IOException;
import java.util.List;

/** Delivers new codes, one or many, to the caller who asked for them. */
public interface CodeDelivery extends AutoCloseable {
    /**
     * Makes sure that codes can be written there, before there is anything to lose.
     *
     * @param count how many at most
     */
    void open(int count);

    /** The codes that are already there, in order; empty if the place cannot be read. */
    List<TokenCode> present();

    /** Prepares the delivery before anything is durable, and refuses codes if there is no room for them. */
    void prepare(List<Issued> issued);

    /**
     * Returns only when the codes that were made ready are written.
     *
     * @throws com.smartonboarding.apikeys.files.NotDurableException if they are written but may not survive a power cut
     * @throws com.smartonboarding.apikeys.files.UncertainException if nobody can say whether they are written
     */
    void deliver() throws IOException;

    /** Where it is written to, for messages: {@code standard output}, or a path. */
    String place();

    /** Discards a place that was opened but not used. */
    @Override
    void close();
}

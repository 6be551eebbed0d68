package com.smartonboarding.apikeys.cli.talk;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file of the caller's that new codes go to. It gets its name in two steps, so that a failure of the first one is
 * known to have left no code under this name.
 */
public interface SecretFile extends AutoCloseable {
    /** The greatest number of bytes that it may hold: more than the codes of the largest batch take. */
    int LARGEST = 16 * 1024 * 1024;

    /** The absolute path, for messages. */
    Path path();

    /** Whether something had this name when this object was made. */
    boolean exists();

    /**
     * Makes sure that it can be written, before there is anything to lose, and reads what is there now.
     *
     * @param size the greatest size of the new content, in bytes
     */
    void open(int size) throws IOException;

    /** What was there when it was opened; empty if nothing was, or if it cannot be read. */
    byte[] present();

    /** Writes the content durably, but not under its name. */
    void fill(byte[] content) throws IOException;

    /**
     * Gives the file its name. Returns false if something already has that name and may not be replaced.
     *
     * @throws com.smartonboarding.apikeys.files.NotDurableException if it may not survive a power cut
     * @throws com.smartonboarding.apikeys.files.UncertainException if nobody can say whether the file got its name
     */
    boolean publish(boolean replace) throws IOException;

    /** Discards a file that was opened and not published. */
    @Override
    void close();
}

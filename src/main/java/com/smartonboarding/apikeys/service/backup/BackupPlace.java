package com.smartonboarding.apikeys.service.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** A place for backups that this process cannot use itself: another process works there for it. */
public interface BackupPlace extends AutoCloseable {
    /**
     * Makes sure that a new backup can be written there, and returns where it will be.
     *
     * @param name its name, if the place is a folder
     */
    Path open(String name);

    /** Writes the whole backup, but not under its name. */
    void write(InputStream content) throws IOException;

    /**
     * Gives the backup its name. Returns false if something already has it.
     *
     * @throws com.smartonboarding.apikeys.files.NotDurableException if it may not survive a power cut
     */
    boolean publish() throws IOException;

    /** All files in the folder whose names are names of backups, in any order. */
    List<Path> named() throws IOException;

    /** Opens one of them. Refuses it if any other user could have written it. */
    InputStream read(Path file) throws IOException;

    /** Deletes the file that was read last, unless it was replaced since. */
    void delete(Path file) throws IOException;

    /** Discards a backup that was not published. */
    @Override
    void close();
}

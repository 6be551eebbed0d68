package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.files.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** A file beside the database that holds 64 KiB of disk, to be given up when the disk is full and a token must be revoked. */
public final class Reserve {
    private static final int SIZE = 64 * 1024;

    private final Path file;

    /** The reserve of this database. */
    public Reserve(Path database) {
        this.file = database.resolveSibling(database.getFileName() + ".reserve");
    }

    /** Whether it is there, as it is from the making of a database on. */
    public boolean exists() {
        return Files.exists(file);
    }

    /** Frees the space; says whether there was any. */
    boolean release() {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            return false;
        }
    }

    /** Takes the space if it is not taken. When the disk has none to give, the next revocation tries again. */
    public void restore() {
        if (!exists()) {
            try {
                byte[] content = new byte[SIZE];
                // Zeros would take no space on a disk that compresses.
                new Random(SIZE).nextBytes(content);
                PrivateFiles.writeNew(file, content);
            } catch (Failure e) {
                release();
            }
        }
    }
}

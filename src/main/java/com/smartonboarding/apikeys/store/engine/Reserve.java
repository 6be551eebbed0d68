package com.smartonboarding.apikeys.store.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/** A file beside the database that holds space on the disk, to be given up when it is full and a token must be revoked. */
public final class Reserve {
    /**
     * Enough for the journal of one step of a revocation, and for the growth of the audit trail by hundreds of steps.
     */
    private static final int UNIT = 256 * 1024;
    /** When all tokens are revoked, the trail grows by a third of the database, so half of the database is enough. */
    private static final int PART = 2;
    /** Enough for some 400,000 tokens. */
    private static final long MOST = 64L * 1024 * 1024;

    private static final int BLOCK = 4096;
    private static final Set<? extends OpenOption> WRITE =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    private static final FileAttribute<Set<PosixFilePermission>> ONLY_MINE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path database;
    private final Path file;

    /** The reserve of this database. */
    public Reserve(Path database) {
        this.database = database;
        this.file = database.resolveSibling(database.getFileName() + ".reserve");
    }

    /** Whether it exists; it is made together with the database. */
    public boolean exists() {
        return Files.exists(file);
    }

    /** Makes the change; when it may have failed because there was no room, once more without the reserve. */
    public <T> T spentFor(Supplier<T> change) {
        try {
            return change.get();
        } catch (RuntimeException e) {
            if (!SqliteErrors.mayLackRoom(e) || !release()) {
                throw e;
            }
        }
        try {
            return change.get();
        } finally {
            restore();
        }
    }

    /** Frees the space; says whether there was any. */
    private boolean release() {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Takes the space if it is not taken. When the disk has less to give, it takes that, so that a revocation finds what is
     * left of it once more; the next change tries again. Of more than the least, it takes no more than half of what is free.
     * No lock is taken for it: two who do this at once write the same.
     */
    public void restore() {
        long size = size(file);
        long wanted = Math.min(MOST, (1 + size(database) / PART / UNIT) * UNIT);
        if (size < wanted) {
            try (FileChannel channel = FileChannel.open(file, WRITE, ONLY_MINE)) {
                fill(channel, size - size % BLOCK, Math.max(UNIT, Math.min(wanted, size + free() / 2)));
            } catch (IOException e) {
                // What could be taken is taken.
            }
        }
    }

    private static void fill(FileChannel channel, long from, long to) throws IOException {
        byte[] content = new byte[UNIT];
        // Zeros would take no space on a disk that compresses.
        new Random(from).nextBytes(content);
        try {
            for (long position = from; position < to; position += BLOCK) {
                ByteBuffer block = ByteBuffer.wrap(content, (int) (position % UNIT), BLOCK);
                for (long at = position; block.hasRemaining(); ) {
                    at += channel.write(block, at);
                }
            }
        } finally {
            channel.force(true);
        }
    }

    private long free() throws IOException {
        return Files.getFileStore(database).getUsableSpace();
    }

    /** How long a file is; 0 when there is none. */
    private static long size(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .size();
        } catch (IOException e) {
            return 0;
        }
    }
}

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

/**
 * A file beside the database that holds space on the disk. If the disk is full and a token must be revoked, the file is
 * deleted to free the space.
 */
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

    /** Whether it takes all the space that it should. */
    public boolean isFull() {
        return size(file) >= wanted();
    }

    /** Makes the change. If it may have failed for lack of room, makes it again without the reserve. */
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

    /** Frees the space; false if there was none. */
    private boolean release() {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Takes the space if it is not taken. If the disk has less to give, it takes less, so that the next revocation can
     * use it, and the next change tries again. Beyond the minimum, it takes at most half of the free space. It needs no
     * lock: two processes that do this at once write the same.
     */
    public void restore() {
        long size = size(file);
        long wanted = wanted();
        if (size < wanted) {
            try (FileChannel channel = FileChannel.open(file, WRITE, ONLY_MINE)) {
                fill(channel, size - size % BLOCK, Math.max(UNIT, Math.min(wanted, size + free() / 2)));
            } catch (IOException e) {
                // It keeps what it could take.
            }
        }
    }

    private long wanted() {
        return Math.min(MOST, (1 + size(database) / PART / UNIT) * UNIT);
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

    /** The length of a file; 0 if there is none. */
    private static long size(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .size();
        } catch (IOException e) {
            return 0;
        }
    }
}

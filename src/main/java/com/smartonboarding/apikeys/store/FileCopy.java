package com.smartonboarding.apikeys.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.function.LongConsumer;

/**
 * Copies the file of a database in two passes. The first copies everything without a lock, and takes long if the
 * target is slow. The second holds the lock of a reader: it compares, and writes only what changed since.
 */
final class FileCopy {
    private static final int PIECE = 1 << 20;

    private final FileChannel from;
    private final FileChannel to;
    private final ByteBuffer read = ByteBuffer.allocateDirect(PIECE);
    private final ByteBuffer copied = ByteBuffer.allocateDirect(PIECE);

    /** A copy between files that are open. While SQLite has a lock on the source, it must not be closed. */
    FileCopy(FileChannel from, FileChannel to) {
        this.from = from;
        this.to = to;
    }

    /**
     * The first pass.
     *
     * @param progress receives the number of bytes that were copied so far
     */
    void copy(LongConsumer progress) throws IOException {
        copyIntoMemory(progress);
        to.force(false); // so that the second pass does not wait for the disk
    }

    /** The same for a copy that need not reach the disk. */
    void copyIntoMemory(LongConsumer progress) throws IOException {
        for (long at = 0; fill(read, from, at) > 0; at += read.limit()) {
            write(at);
            progress.accept(at + read.limit());
        }
    }

    /** The second pass, while nobody can write the source. */
    void correct() {
        try {
            long at = 0;
            for (; fill(read, from, at) > 0; at += read.limit()) {
                fill(copied, to, at);
                if (!read.equals(copied)) {
                    write(at);
                    read.rewind();
                }
            }
            to.truncate(at);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(long at) throws IOException {
        for (long next = at; read.hasRemaining(); ) {
            next += to.write(read, next);
        }
    }

    private static int fill(ByteBuffer buffer, FileChannel channel, long at) throws IOException {
        buffer.clear();
        while (buffer.hasRemaining() && channel.read(buffer, at + buffer.position()) > 0) {
            // until it is full, or the file ends
        }
        return buffer.flip().limit();
    }
}

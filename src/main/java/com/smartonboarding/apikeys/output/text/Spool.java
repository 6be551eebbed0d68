package com.smartonboarding.apikeys.output.text;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds output back until it is complete: in memory up to a limit, then in a nameless file that only this account can
 * read. So a failing command leaves standard output empty, and a slow reader does not hold up the database.
 */
public final class Spool extends OutputStream {
    /** Bytes kept in memory if no limit is given: 32 MiB. */
    public static final int DEFAULT_LIMIT = 32 * 1024 * 1024;

    private static final int LARGEST_PIECE = 64 * 1024;

    private final int limit;
    private final Path folder;
    private final List<byte[]> kept = new ArrayList<>();
    private byte[] piece;
    private int used;
    private @Nullable FileChannel overflow;

    /** A spool with the default limit that overflows into the system's temporary folder. */
    public Spool() {
        this(DEFAULT_LIMIT, Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
    }

    /** A spool with a limit in bytes, at least 1, that overflows into a folder. */
    public Spool(int limit, Path folder) {
        this.limit = limit;
        this.folder = folder;
        piece = new byte[Math.min(limit, LARGEST_PIECE)];
    }

    @Override
    public void write(int b) throws IOException {
        makeRoom();
        piece[used++] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int start, int length) throws IOException {
        int end = start + length;
        for (int from = start; from < end; ) {
            makeRoom();
            int count = Math.min(end - from, piece.length - used);
            System.arraycopy(bytes, from, piece, used, count);
            used += count;
            from += count;
        }
    }

    /** Writes everything kept so far to a stream, which stays open. */
    public void copyTo(OutputStream out) throws IOException {
        for (byte[] full : kept) {
            out.write(full);
        }
        if (overflow != null) {
            byte[] read = new byte[LARGEST_PIECE];
            long position = 0;
            for (int count; (count = overflow.read(ByteBuffer.wrap(read), position)) > 0; position += count) {
                out.write(read, 0, count);
            }
        }
        out.write(piece, 0, used);
        out.flush();
    }

    /** Forgets everything, and deletes the file, if there is one. */
    @Override
    public void close() throws IOException {
        kept.clear();
        used = 0;
        if (overflow != null) {
            overflow.close();
        }
    }

    private void makeRoom() throws IOException {
        if (used < piece.length) {
            return;
        }
        if (overflow == null && (kept.size() + 2L) * piece.length <= limit) {
            kept.add(piece);
            piece = new byte[piece.length];
        } else {
            if (overflow == null) {
                overflow = namelessFile(folder);
            }
            ByteBuffer full = ByteBuffer.wrap(piece);
            while (full.hasRemaining()) {
                overflow.write(full);
            }
        }
        used = 0;
    }

    /** A new file with mode 0600 whose name is deleted as soon as it is open (DELETE_ON_CLOSE does this on Unix). */
    private static FileChannel namelessFile(Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "apikeys-", ".spool");
        try {
            return FileChannel.open(
                    file,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE,
                    LinkOption.NOFOLLOW_LINKS);
        } catch (IOException | RuntimeException failure) {
            Files.deleteIfExists(file);
            throw failure;
        }
    }
}

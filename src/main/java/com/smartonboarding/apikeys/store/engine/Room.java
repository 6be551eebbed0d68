package com.smartonboarding.apikeys.store.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Why there is no room for a change. SQLite has one code for a full disk. It reports used-up inodes as a file that
 * cannot be opened, and a quota or a limit as a failed write. So this class tries to write a file there, and takes the
 * reason that the system gives.
 */
final class Room {
    private static final int BLOCK = 4096;

    private Room() {}

    /** What is lacking, as a sentence; empty if a file can be written there. */
    static Optional<String> lacking(Path database) {
        Path probe = database.resolveSibling("." + database.getFileName() + ".room");
        try {
            try (FileChannel channel =
                    FileChannel.open(probe, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                writeBlock(channel, 0);
                writeBlock(channel, Files.size(database));
            } finally {
                Files.deleteIfExists(probe);
            }
            return Optional.empty();
        } catch (IOException e) {
            return reason(e, database);
        }
    }

    private static void writeBlock(FileChannel channel, long position) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        block.put(0, (byte) 1);
        while (block.hasRemaining()) {
            channel.write(block, position + block.position());
        }
    }

    /** The launcher has set the language of the system to English, so its words can be compared. */
    private static Optional<String> reason(IOException e, Path database) {
        String words = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
        if (words == null) {
            return Optional.empty();
        }
        return switch (words) {
            case "No space left on device" ->
                Optional.of(
                        e instanceof FileSystemException && hasSpace(database)
                                ? "The disk that holds " + database
                                        + " has no room for another file: its inodes are used up."
                                : "The disk that holds " + database + " is full.");
            case "Disk quota exceeded" ->
                Optional.of("The quota of this account on the disk that holds " + database + " is used up.");
            case "File too large" ->
                Optional.of(database + " cannot grow: a limit on the size of files (RLIMIT_FSIZE) is reached.");
            default -> Optional.empty();
        };
    }

    private static boolean hasSpace(Path database) {
        try {
            return Files.getFileStore(database).getUsableSpace() >= BLOCK;
        } catch (IOException e) {
            return false;
        }
    }
}

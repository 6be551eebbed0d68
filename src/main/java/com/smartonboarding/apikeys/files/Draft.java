package com.smartonboarding.apikeys.files;

import com.smartonboarding.apikeys.failure.BusyException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file with mode 0600 that is made beside its final name, and gets that name whole or not at all. The kernel's lock on
 * the draft keeps others from making the same file meanwhile; a crash releases it, and the next writer removes what was
 * left; what a crash cannot have left is not removed.
 *
 * <p>A hard link from the draft to the name would be exclusive by itself, but for a moment, or for good after a crash in
 * it, the file has two links, and {@link FileGuard} refuses it. Renaming never shows that, but replaces what is there, so
 * it is looked for while the lock is held.
 */
public final class Draft implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(20);
    private static final Path OPEN_FILES = Path.of("/proc/self/fd");

    private static final Set<? extends OpenOption> NEW =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    private static final Set<? extends OpenOption> OLD =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    /** More than the codes of the largest batch. */
    private static final long LARGEST = 16L * 1024 * 1024;

    private static final int PART = 64 * 1024;
    private static final int SECTOR = 512;
    /** Beside what is closed to others, no draft can be executed. */
    private static final int NOT_OURS = 0100;

    private final Path file;
    private final Path draft;
    private final FileChannel channel;
    private boolean published;

    private Draft(Path file, Path draft, FileChannel channel) {
        this.file = file;
        this.draft = draft;
        this.channel = channel;
    }

    /** Which bytes a file can have. Where they were not written yet, a draft has zeros. */
    @FunctionalInterface
    public interface Content {
        boolean mayHold(long position, int octet);
    }

    /** Whether the draft of some file would have this name. */
    public static boolean isName(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith(".") && name.endsWith(".draft");
    }

    /**
     * Makes the draft of a file, and takes the space for it, so that a folder that cannot be written and a full disk are
     * found before there is anything to lose. Waits for another process that makes the same file.
     *
     * @param size how many bytes the file will have at most
     * @param account the uid of this process
     * @param possible what a draft can hold that an earlier call for this file left
     */
    public static Draft open(Path file, int size, long account, Content possible) throws IOException {
        Path path = file.resolveSibling("." + file.getFileName() + ".draft");
        Draft draft = new Draft(file, path, openLocked(file, path, account, possible));
        try {
            draft.write(new byte[size]);
        } catch (IOException e) {
            draft.close();
            throw e;
        }
        return draft;
    }

    /**
     * Writes the content, and gives the file its name; false when something has that name already and is not to be
     * replaced.
     *
     * @throws NotDurableException when the file is there, but may not survive a power cut
     */
    public synchronized boolean publish(byte[] content, boolean replace) throws IOException {
        try {
            write(content);
            if (!replace && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            rename();
        } catch (IOException e) {
            throw new ReasonedException(Reason.of(e), e);
        }
        published = true;
        try {
            PrivateFiles.sync(PrivateFiles.folderOf(file));
        } catch (IOException e) {
            throw new NotDurableException(Reason.of(e), e);
        }
        return true;
    }

    /** Removes the draft, unless it was published. */
    @Override
    public synchronized void close() {
        try (FileChannel closing = channel) {
            // Only while it is locked: after that, the name may be another's.
            if (closing.isOpen() && !published) {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            // What is left holds no code that works, and the next writer removes it.
        }
    }

    private void rename() throws IOException {
        try {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // The renaming may have happened all the same.
            if (!isOpenHere(file)) {
                throw e;
            }
        }
    }

    private void write(byte[] content) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(content);
        channel.position(0);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
        channel.truncate(content.length);
        channel.force(true);
    }

    private static FileChannel openLocked(Path file, Path draft, long account, Content possible) throws IOException {
        for (long attempts = PATIENCE.dividedBy(BETWEEN_ATTEMPTS); attempts > 0; attempts--) {
            FileChannel channel = tryNew(draft);
            if (channel != null) {
                return channel;
            }
            removeIfLeft(draft, account, possible);
            pause();
        }
        throw new BusyException(
                "Another process is making " + ShellWord.of(file) + ".", "Nothing was changed; try again.");
    }

    /** A new draft, locked; null when there is one, or another process took the new one for a left one. */
    private static @Nullable FileChannel tryNew(Path draft) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(draft, NEW, PrivateFiles.FILE_ONLY_MINE);
        } catch (FileAlreadyExistsException e) {
            return null;
        }
        try {
            Files.setPosixFilePermissions(draft, PrivateFiles.FILE);
            if (tryLock(channel) != null && isOpenHere(draft)) {
                return channel;
            }
        } catch (NoSuchFileException e) {
            // Removed by that other process.
        } catch (IOException e) {
            Files.deleteIfExists(draft);
            channel.close();
            throw e;
        }
        channel.close();
        return null;
    }

    /**
     * Removes the draft of a process that died, which is one that nobody has locked; refuses what only has its name.
     */
    private static void removeIfLeft(Path draft, long account, Content possible) throws IOException {
        try {
            Facts facts = Facts.of(draft, account);
            if (facts == null) {
                return;
            }
            // Before it is opened, because to open a pipe could wait for ever.
            if (FileRule.secret(account).violation(draft, facts) != null || facts.allows(NOT_OURS)) {
                throw inTheWay(draft);
            }
            try (FileChannel left = FileChannel.open(draft, OLD)) {
                if (tryLock(left) != null && isOpenHere(draft)) {
                    if (!holdsOnly(left, possible)) {
                        throw inTheWay(draft);
                    }
                    Files.delete(draft);
                }
            }
        } catch (NoSuchFileException e) {
            // It was published or removed meanwhile.
        }
    }

    /**
     * Whether a draft holds the beginning of a content, and then zeros; after a power cut, that is so of each sector.
     * Reads from the channel that holds the lock, since closing another one of the file would drop it.
     */
    private static boolean holdsOnly(FileChannel channel, Content possible) throws IOException {
        if (channel.size() > LARGEST) {
            return false;
        }
        ByteBuffer part = ByteBuffer.allocate(PART);
        boolean written = true;
        for (long position = 0; channel.read(part.clear(), position) > 0; ) {
            for (part.flip(); part.hasRemaining(); position++) {
                byte octet = part.get();
                written = octet != 0 && (written || position % SECTOR == 0);
                if (octet != 0 && !(written && possible.mayHold(position, octet))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static IOException inTheWay(Path draft) {
        return new ReasonedException("it is written through the draft " + ShellWord.of(draft)
                + ", but another file has that name, which apikeys did not make, so it was"
                + " not removed; look at it with ls -ldn, and move it away");
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // another thread of this process has it
        }
    }

    /**
     * Whether the file with this name is one that this process has open. Between opening and locking, another process may
     * have renamed or removed what was opened, and the name may be that of another file now.
     */
    private static boolean isOpenHere(Path path) throws IOException {
        if (!Files.isDirectory(OPEN_FILES)) {
            return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
        }
        Object wanted = keyOf(path, LinkOption.NOFOLLOW_LINKS);
        if (wanted == null) {
            return false;
        }
        try (DirectoryStream<Path> open = Files.newDirectoryStream(OPEN_FILES)) {
            for (Path each : open) {
                if (wanted.equals(keyOf(each))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static @Nullable Object keyOf(Path path, LinkOption... options) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, options)
                    .fileKey();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_ATTEMPTS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("nobody interrupts the command", e);
        }
    }
}

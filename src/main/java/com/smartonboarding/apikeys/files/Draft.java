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
 * A file with mode 0600 that is written under a temporary name beside its final name, and then appears under the final
 * name whole or not at all. The kernel's lock on the draft stops other processes from making the same file at the same
 * time. A crash releases the lock, and the next writer removes the abandoned draft, but only if its content
 * can have come from this tool.
 *
 * <p>A hard link from the draft to the name would be exclusive by itself. But until the draft is unlinked, or forever
 * after a crash in that moment, the file would have two links, and {@link FileGuard} would refuse it. A rename never
 * shows two links, but it replaces an existing file, so we check for one while we hold the lock.
 */
public final class Draft implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(20);
    private static final Path OPEN_FILES = Path.of("/proc/self/fd");

    private static final Set<? extends OpenOption> OLD =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    /** More than the codes of the largest batch take, in bytes. */
    private static final long LARGEST = 16L * 1024 * 1024;

    private static final int PART = 64 * 1024;
    private static final int SECTOR = 512;
    /** A draft is never executable, in addition to being closed to others. */
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

    /** The bytes that a file may contain at each position. The part of a draft that is not written yet has zeros. */
    @FunctionalInterface
    public interface Content {
        boolean mayHold(long position, int octet);
    }

    /** Whether the file is named like a draft. */
    public static boolean isDraftName(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith(".") && name.endsWith(".draft");
    }

    /**
     * Makes the draft of a file and allocates its space, so that an unwritable folder or a full disk is found before
     * there is anything to lose. Waits if another process is making the same file.
     *
     * @param size the greatest size of the file, in bytes
     * @param account the uid of this process
     * @param possible what a draft that an earlier call left behind may contain
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

    /** Writes the content durably. The file does not have its name yet. */
    public synchronized void fill(byte[] content) throws IOException {
        try {
            write(content);
        } catch (IOException e) {
            throw new ReasonedException(IoErrorText.of(e), e);
        }
    }

    /**
     * Gives the file its name. Returns false if something already has that name and may not be replaced.
     *
     * @throws NotDurableException when the file has its name, but may not survive a power cut
     */
    public synchronized boolean publish(boolean replace) throws IOException {
        try {
            if (!replace && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            rename();
        } catch (IOException e) {
            throw new ReasonedException(IoErrorText.of(e), e);
        }
        published = true;
        try {
            PrivateFiles.sync(FolderChain.folderOf(file));
        } catch (IOException e) {
            throw new NotDurableException(IoErrorText.of(e), e);
        }
        return true;
    }

    /** Fills and publishes. */
    public synchronized boolean publish(byte[] content, boolean replace) throws IOException {
        fill(content);
        return publish(replace);
    }

    /** Removes the draft, unless it was published. */
    @Override
    public synchronized void close() {
        try (FileChannel closing = channel) {
            // Only while this process holds the lock: after that, the name may belong to another process.
            if (closing.isOpen() && !published) {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            // The draft that stays holds no code that works, and the next writer removes it.
        }
    }

    private void rename() throws IOException {
        try {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // The rename may have happened despite the error.
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
            removeAbandoned(draft, account, possible);
            pause();
        }
        throw new BusyException("Another process is making " + ShellWord.of(file) + ".").advising("Try again.");
    }

    /** A new, locked draft; null if one exists already, or another process took the new one for an abandoned one. */
    private static @Nullable FileChannel tryNew(Path draft) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(draft, PrivateFiles.NEW, PrivateFiles.FILE_ONLY_MINE);
        } catch (FileAlreadyExistsException e) {
            return null;
        }
        try {
            Files.setPosixFilePermissions(draft, PrivateFiles.FILE);
            if (tryLock(channel) != null && isOpenHere(draft)) {
                return channel;
            }
        } catch (NoSuchFileException e) {
            // The other process removed it.
        } catch (IOException e) {
            Files.deleteIfExists(draft);
            channel.close();
            throw e;
        }
        channel.close();
        return null;
    }

    /** Whether this is a draft of ours that no process is writing. */
    public static boolean isAbandoned(Path draft, long account) throws IOException {
        Facts facts = Facts.of(draft, account);
        if (facts == null || FileRule.secret(account).violation(draft, facts) != null || facts.allows(NOT_OURS)) {
            return false;
        }
        try (FileChannel left = FileChannel.open(draft, OLD)) {
            return tryLock(left) != null && isOpenHere(draft);
        }
    }

    /** Removes the draft of a process that died, that is, one without a lock. Refuses any other file with its name. */
    private static void removeAbandoned(Path draft, long account, Content possible) throws IOException {
        try {
            Facts facts = Facts.of(draft, account);
            if (facts == null) {
                return;
            }
            // Check before opening: opening a pipe could block forever.
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
            // Another process published or removed it in the meantime.
        }
    }

    /**
     * Whether a draft holds the first part of a possible content, followed by zeros. After a power cut, this holds for
     * each sector separately. Reads through the channel that holds the lock, because closing another channel on the
     * file would release the lock.
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
                + ", but apikeys did not make the file of that name and did not remove it; look at that file,"
                + " and move it away");
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // another thread of this process holds it
        }
    }

    /**
     * Whether this process has the file with this name open. Between opening and locking, another process may have
     * renamed or removed the opened file, and the name may now belong to another file.
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

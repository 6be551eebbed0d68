package com.smartonboarding.apikeys.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * A database with mode 0600 that is written piece by piece under a temporary name, and then appears under its final name
 * in the same folder whole or not at all. A second, empty file carries the lock of its maker, because SQLite drops all
 * locks of the process on a file when it closes the file (fcntl(2)). The next maker removes what a crash left behind. A
 * signal that ends the program removes it at once.
 */
public final class LargeDraft implements AutoCloseable {
    private static final Set<? extends OpenOption> NEW = Set.of(
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    private final Draft lock;
    private final Path part;
    private final FileChannel channel;
    private final Thread onSignal = new Thread(this::hide, "apikeys large draft");
    private boolean published;

    private LargeDraft(Draft lock, Path part, FileChannel channel) {
        this.lock = lock;
        this.part = part;
        this.channel = channel;
    }

    /**
     * Makes an empty draft. Waits if another process is making one with the same name.
     *
     * @param name a path in the folder; two drafts with the same name exclude each other
     * @param account the uid of this process
     */
    public static LargeDraft open(Path name, long account) throws IOException {
        Draft lock = Draft.open(name, 0, account, (position, octet) -> false);
        try {
            Path part = name.resolveSibling("." + name.getFileName() + ".part");
            removeLeft(journalOf(part), account, false);
            removeLeft(part, account, true);
            FileChannel channel = FileChannel.open(part, NEW, PrivateFiles.FILE_ONLY_MINE);
            LargeDraft draft = new LargeDraft(lock, part, channel);
            try {
                Files.setPosixFilePermissions(part, PrivateFiles.FILE);
                Runtime.getRuntime().addShutdownHook(draft.onSignal);
                return draft;
            } catch (IOException e) {
                draft.close();
                throw e;
            }
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    /** Where the draft is until it is published. */
    public Path path() {
        return part;
    }

    /** The content of the draft. It must not be closed while SQLite has the draft open. */
    public FileChannel channel() {
        return channel;
    }

    /**
     * Gives the draft its final name, durably. Returns false if something has that name and may not be replaced.
     *
     * @throws NotDurableException when the file has its name, but may not survive a power cut
     */
    public synchronized boolean publish(Path file, boolean replace) throws IOException {
        channel.force(true);
        if (!replace && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        published = true;
        try {
            PrivateFiles.sync(FolderChain.folderOf(file));
        } catch (IOException e) {
            throw new NotDurableException(IoErrorText.of(e), e);
        }
        return true;
    }

    /** Removes the name of the draft and gives up its lock. Its content can be read until it is closed. */
    public synchronized void hide() {
        remove();
        lock.close();
    }

    /** Removes the draft, unless it was published. */
    @Override
    public synchronized void close() {
        try (FileChannel closing = channel) {
            if (closing.isOpen()) {
                hide();
                Runtime.getRuntime().removeShutdownHook(onSignal);
            }
        } catch (IOException e) {
            // The next maker removes what is left.
        } catch (IllegalStateException e) {
            // The signal has come already.
        }
    }

    private synchronized void remove() {
        try {
            if (!published) {
                published = true; // after this, the name may belong to another maker
                Files.deleteIfExists(journalOf(part));
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            // The next maker removes what is left.
        }
    }

    private static Path journalOf(Path part) {
        return part.resolveSibling(part.getFileName() + "-journal");
    }

    /** Removes what a maker that died left behind. Refuses any other file with its name. */
    private static void removeLeft(Path left, long account, boolean database) throws IOException {
        Facts facts = Facts.of(left, account);
        if (facts == null) {
            return;
        }
        if (FileRule.secret(account).violation(left, facts) != null || (database && !isDatabaseOrEmpty(left))) {
            throw new ReasonedException("it is written through " + ShellWord.of(left)
                    + ", but another file has that name, which apikeys did not make; look at it, and move it away");
        }
        Files.delete(left);
    }

    private static boolean isDatabaseOrEmpty(Path file) throws IOException {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            ByteBuffer begin = ByteBuffer.allocate(MAGIC.length);
            int length = in.read(begin);
            return length <= 0 || begin.flip().equals(ByteBuffer.wrap(MAGIC)) || isZero(begin);
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    /** A power cut can leave a file with its length, but without its content. */
    private static boolean isZero(ByteBuffer begin) {
        boolean zero = true;
        while (begin.hasRemaining()) {
            zero &= begin.get() == 0;
        }
        return zero;
    }
}

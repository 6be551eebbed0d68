package com.smartonboarding.apikeys.files;

import com.smartonboarding.apikeys.failure.DeniedException;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.Set;

/**
 * Makes files and folders that only their owner can use, whatever the umask. The folders above must have passed
 * {@link FileGuard}, and what was made must pass it in turn.
 */
public final class PrivateFiles {
    private static final Set<PosixFilePermission> FILE =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final Set<PosixFilePermission> FOLDER = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);
    private static final FileAttribute<Set<PosixFilePermission>> FILE_ONLY_MINE =
            PosixFilePermissions.asFileAttribute(FILE);
    private static final FileAttribute<Set<PosixFilePermission>> FOLDER_ONLY_MINE =
            PosixFilePermissions.asFileAttribute(FOLDER);
    private static final Set<? extends OpenOption> NEW =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    /** Read and write, so that a named pipe in this place cannot make the opening wait. */
    private static final Set<? extends OpenOption> LOCK = Set.of(
            StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    private PrivateFiles() {}

    /** Makes the folder and those missing above it, with mode 0700 and durably; what exists is left alone. */
    public static void createFolders(Path folder) {
        Path path = folder.toAbsolutePath();
        Path parent = path.getParent();
        if (parent == null || Files.isDirectory(path)) {
            return;
        }
        createFolders(parent);
        try {
            Files.createDirectory(path, FOLDER_ONLY_MINE);
            Files.setPosixFilePermissions(path, FOLDER);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(path)) {
                throw failure("create the folder", path, e);
            }
        } catch (IOException e) {
            throw failure("create the folder", path, e);
        }
        syncFolder(parent);
    }

    /** Makes an empty file with mode 0600; false when something has that name already, which is then left alone. */
    public static boolean createEmpty(Path file) {
        try {
            return createWith(file, new byte[0]);
        } catch (IOException e) {
            throw failure("create", file, e);
        }
    }

    /**
     * Makes a file with mode 0600 that appears whole and durably, or not at all; false when something has that name
     * already, which is then left alone.
     *
     * <p>A hard link from a draft to the name would be exclusive by itself, but for a moment, or for good after a crash
     * in it, the file has two links, and {@link FileGuard} refuses it. Renaming never shows that, but replaces what is
     * there. So the look and the renaming happen under a lock of the kernel's, which a crash releases; at worst an empty
     * lock file and a draft are left, and the next writer uses up both.
     */
    public static boolean writeNew(Path file, byte[] content) {
        return write(file, content, false);
    }

    /** The same, but what has that name already is replaced, in one step. */
    public static void replace(Path file, byte[] content) {
        write(file, content, true);
    }

    /** Whether the file holds exactly this; one that cannot be read does not. */
    public static boolean holds(Path file, byte[] content) {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return MessageDigest.isEqual(in.readNBytes(content.length + 1), content);
        } catch (IOException e) {
            return false;
        }
    }

    private static synchronized boolean write(Path file, byte[] content, boolean replace) {
        Path lock = beside(file, ".lock");
        Path draft = beside(file, ".draft");
        try (FileChannel channel = FileChannel.open(lock, LOCK, FILE_ONLY_MINE)) {
            channel.lock(); // until the channel is closed
            boolean free = replace || Files.notExists(file, LinkOption.NOFOLLOW_LINKS);
            if (free) {
                Files.deleteIfExists(draft);
                createWith(draft, content);
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            }
            // Only now that the file is there: whoever still waits for this lock finds the file and goes away.
            Files.deleteIfExists(lock);
            if (free) {
                syncFolder(folderOf(file));
            }
            return free;
        } catch (IOException e) {
            throw failure("create", file, e);
        }
    }

    /** Waits until the names in the folder are on the disk: a new file survives a power cut only after that. */
    public static void syncFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            throw failure("write to disk the names in", folder, e);
        }
    }

    private static boolean createWith(Path file, byte[] content) throws IOException {
        FileChannel opened;
        try {
            opened = FileChannel.open(file, NEW, FILE_ONLY_MINE);
        } catch (FileAlreadyExistsException e) {
            return false;
        }
        try (FileChannel channel = opened) {
            Files.setPosixFilePermissions(file, FILE);
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
            return true;
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private static Path beside(Path file, String suffix) {
        return file.resolveSibling("." + file.getFileName() + suffix);
    }

    private static Path folderOf(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? file : folder;
    }

    private static Failure failure(String what, Path path, IOException e) {
        String sentence = "Could not " + what + " " + ShellWord.of(path) + ": " + Reason.of(e) + "; nothing changed.";
        return e instanceof AccessDeniedException ? new DeniedException(sentence) : new StorageException(sentence, e);
    }
}

package com.smartonboarding.apikeys.files;

import com.smartonboarding.apikeys.failure.DeniedException;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.failure.State;
import com.smartonboarding.apikeys.failure.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.Set;

/**
 * Makes files and folders that only their owner can use, whatever the umask is. {@link FileGuard} must check the
 * folders above first, and the new file or folder afterwards.
 */
public final class PrivateFiles {
    static final Set<PosixFilePermission> FILE =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final Set<PosixFilePermission> FOLDER = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);
    static final FileAttribute<Set<PosixFilePermission>> FILE_ONLY_MINE = PosixFilePermissions.asFileAttribute(FILE);
    private static final FileAttribute<Set<PosixFilePermission>> FOLDER_ONLY_MINE =
            PosixFilePermissions.asFileAttribute(FOLDER);
    static final Set<? extends OpenOption> NEW =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    private PrivateFiles() {}

    /**
     * Makes the folder and the missing ones above it, durably and with mode 0700. Leaves existing folders alone.
     *
     * @return whether a folder was missing
     */
    public static boolean createFolders(Path folder) {
        Path path = folder.toAbsolutePath();
        Path parent = path.getParent();
        if (parent == null || Files.isDirectory(path)) {
            return false;
        }
        boolean begun = createFolders(parent);
        try {
            Files.createDirectory(path, FOLDER_ONLY_MINE);
            Files.setPosixFilePermissions(path, FOLDER);
        } catch (IOException e) {
            // Another process may have made it in the meantime.
            if (!(e instanceof FileAlreadyExistsException) || !Files.isDirectory(path)) {
                throw failure("create the folder", path, e).leaving(begun ? State.BEGUN : State.UNCHANGED);
            }
        }
        syncFolder(parent);
        return true;
    }

    /** Makes an empty file with mode 0600. Returns false, and changes nothing, if something already has that name. */
    public static boolean createEmpty(Path file) {
        try (FileChannel channel = FileChannel.open(file, NEW, FILE_ONLY_MINE)) {
            Files.setPosixFilePermissions(file, FILE);
            channel.force(true);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw failure("create", file, e);
        }
    }

    /**
     * Makes a file with mode 0600 that appears whole and durably, or not at all. Returns false, and changes nothing, if
     * something already has that name.
     *
     * @param account the uid of this process
     * @param possible what a draft that an earlier call left behind may contain
     */
    public static synchronized boolean writeNew(Path file, byte[] content, long account, Draft.Content possible) {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (Draft draft = Draft.open(file, content.length, account, possible)) {
            return draft.publish(content, false);
        } catch (NotDurableException e) {
            throw new StorageException(
                            ShellWord.of(file) + " was made, but may not survive a power cut: " + e.reason() + ".", e)
                    .leaving(State.BEGUN)
                    .advising("Try again.");
        } catch (IOException e) {
            throw failure("create", file, e);
        }
    }

    /**
     * Replaces a file that {@link FileGuard} found safe. It has its old content or the new one, whatever happens.
     *
     * @param account the uid of this process
     * @param possible what a draft that an earlier call left behind may contain
     */
    public static synchronized void replace(Path file, byte[] content, long account, Draft.Content possible) {
        try (Draft draft = Draft.open(file, content.length, account, possible)) {
            draft.publish(content, true);
        } catch (NotDurableException e) {
            throw new StorageException(
                            ShellWord.of(file) + " was replaced, but may not survive a power cut: " + e.reason() + ".",
                            e)
                    .leaving(State.BEGUN)
                    .advising(Next.SYNC_DISK);
        } catch (IOException e) {
            throw failure("replace", file, e);
        }
    }

    /** Whether the file holds exactly this content; false if it cannot be read. */
    public static boolean holds(Path file, byte[] content) {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return MessageDigest.isEqual(in.readNBytes(content.length + 1), content);
        } catch (IOException e) {
            return false;
        }
    }

    /** Waits until the names in the folder are on disk. Only then does a new file survive a power cut. */
    public static void syncFolder(Path folder) {
        try {
            sync(folder);
        } catch (IOException e) {
            throw failure("write to disk the names in", folder, e).leaving(State.BEGUN);
        }
    }

    static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** The failure of a file operation: a sentence with its path and the reason. */
    public static Failure failure(String what, Path path, IOException e) {
        String fact = "Could not " + what + " " + ShellWord.of(path) + ": " + IoErrorText.of(e) + ".";
        return e instanceof AccessDeniedException ? new DeniedException(fact) : new StorageException(fact, e);
    }
}

package com.smartonboarding.apikeys.files;

import com.smartonboarding.apikeys.failure.DeniedException;
import com.smartonboarding.apikeys.failure.Failure;
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
 * Makes files and folders that only their owner can use, whatever the umask. The folders above must have passed
 * {@link FileGuard}, and what was made must pass it in turn.
 */
public final class PrivateFiles {
    static final Set<PosixFilePermission> FILE =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final Set<PosixFilePermission> FOLDER = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);
    static final FileAttribute<Set<PosixFilePermission>> FILE_ONLY_MINE = PosixFilePermissions.asFileAttribute(FILE);
    private static final FileAttribute<Set<PosixFilePermission>> FOLDER_ONLY_MINE =
            PosixFilePermissions.asFileAttribute(FOLDER);
    private static final Set<? extends OpenOption> NEW =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

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
                throw failure("create the folder", path, "Nothing else was changed.", e);
            }
        } catch (IOException e) {
            throw failure("create the folder", path, "Nothing else was changed.", e);
        }
        syncFolder(parent);
    }

    /** Makes an empty file with mode 0600; false when something has that name already, which is then left alone. */
    public static boolean createEmpty(Path file) {
        try (FileChannel channel = FileChannel.open(file, NEW, FILE_ONLY_MINE)) {
            Files.setPosixFilePermissions(file, FILE);
            channel.force(true);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw failure("create", file, "Nothing was changed.", e);
        }
    }

    /**
     * Makes a file with mode 0600 that appears whole and durably, or not at all; false when something has that name
     * already, which is then left alone.
     *
     * @param account the uid of this process
     * @param possible what a draft can hold that an earlier call for this file left
     */
    public static synchronized boolean writeNew(Path file, byte[] content, long account, Draft.Content possible) {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (Draft draft = Draft.open(file, content.length, account, possible)) {
            return draft.publish(content, false);
        } catch (NotDurableException e) {
            throw new StorageException(
                    ShellWord.of(file) + " was made, but may not survive a power cut: " + e.getMessage() + ".",
                    "Nothing else was changed; try again.",
                    e);
        } catch (IOException e) {
            throw failure("create", file, "Nothing was changed.", e);
        }
    }

    /** Whether the file holds exactly this; one that cannot be read does not. */
    public static boolean holds(Path file, byte[] content) {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return MessageDigest.isEqual(in.readNBytes(content.length + 1), content);
        } catch (IOException e) {
            return false;
        }
    }

    /** Waits until the names in the folder are on the disk: a new file survives a power cut only after that. */
    public static void syncFolder(Path folder) {
        try {
            sync(folder);
        } catch (IOException e) {
            throw failure("write to disk the names in", folder, "Nothing else was changed.", e);
        }
    }

    static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static Path folderOf(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? file : folder;
    }

    /** The failure of an operation on a file, in a sentence with its path and the reason, and the state of things after it. */
    public static Failure failure(String what, Path path, String state, IOException e) {
        String fact = "Could not " + what + " " + ShellWord.of(path) + ": " + Reason.of(e) + ".";
        return e instanceof AccessDeniedException
                ? new DeniedException(fact, state)
                : new StorageException(fact, state, e);
    }
}

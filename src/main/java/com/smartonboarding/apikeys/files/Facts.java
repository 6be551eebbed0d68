package com.smartonboarding.apikeys.files;

import com.smartonboarding.apikeys.failure.DeniedException;
import com.smartonboarding.apikeys.failure.StorageException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel says about a path itself; links are not followed.
 *
 * @param mode file type and permissions, as in {@code st_mode}
 * @param uid the owner
 * @param gid the group
 * @param links the number of hard links
 * @param device the file system, as in {@code st_dev}
 */
record Facts(int mode, long uid, long gid, int links, long device) {
    private static final int TYPE = 0170000;
    private static final int STICKY = 01000;

    /** The facts about the path, read by one system call; null when nothing is there. */
    static @Nullable Facts of(Path path, long account) {
        try {
            Map<String, Object> read =
                    Files.readAttributes(path, "unix:mode,uid,gid,nlink,dev", LinkOption.NOFOLLOW_LINKS);
            Facts facts = new Facts(
                    (int) number(read, "mode"),
                    number(read, "uid") & 0xFFFFFFFFL,
                    number(read, "gid") & 0xFFFFFFFFL,
                    (int) number(read, "nlink"),
                    number(read, "dev"));
            // A file with no links is being removed at this moment, such as a journal whose writer has just committed.
            return facts.links() == 0 ? null : facts;
        } catch (NoSuchFileException e) {
            return null;
        } catch (AccessDeniedException e) {
            throw new DeniedException("This account (uid " + account + ") may not use " + ShellWord.of(path) + ".");
        } catch (IOException e) {
            throw new StorageException("Could not look at " + ShellWord.of(path) + ": " + IoErrorText.of(e) + ".", e);
        }
    }

    boolean isRegular() {
        return (mode & TYPE) == 0100000;
    }

    boolean isFolder() {
        return (mode & TYPE) == 0040000;
    }

    boolean isLink() {
        return (mode & TYPE) == 0120000;
    }

    boolean isSocket() {
        return (mode & TYPE) == 0140000;
    }

    /** Whether any of these permission bits is set. */
    boolean allows(int permissions) {
        return (mode & permissions) != 0;
    }

    /** Whether root owns the folder and users may remove and rename only their own files in it. */
    boolean isRootsStickyFolder() {
        return uid == 0 && allows(STICKY);
    }

    /** The permissions without the file type. */
    int permissions() {
        return mode & 0777;
    }

    /** What the path is, as a noun with its article. */
    String kind() {
        return switch (mode & TYPE) {
            case 0100000 -> "a regular file";
            case 0040000 -> "a folder";
            case 0120000 -> "a link";
            case 0010000 -> "a named pipe";
            case 0140000 -> "a socket";
            default -> "a device";
        };
    }

    /** Owner and mode, for a message. */
    String ownerAndMode() {
        return "owner uid " + uid + ", mode 0" + Integer.toOctalString(mode & 07777);
    }

    private static long number(Map<String, Object> facts, String name) {
        return ((Number) Objects.requireNonNull(facts.get(name))).longValue();
    }
}

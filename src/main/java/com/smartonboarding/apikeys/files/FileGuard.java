package com.smartonboarding.apikeys.files;

import com.smartonboarding.apikeys.failure.DeniedException;
import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.failure.NotFoundException;
import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.failure.UnsafeFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides, before anything is opened, whether files may be used. Every refusal is an {@link UnsafeFileException} that
 * names path, owner and mode, with advice that repairs it. A path that the system bars is a {@link DeniedException}.
 *
 * <p>The result stays valid: only root and the account can change a folder of a chain that passed. A file that was
 * missing must be checked again after it is created.
 *
 * @param account the uid that must own the files, and that owns the files that the process creates
 * @param personal whether the user who calls the tool owns the files; a sticky folder such as {@code /tmp} may then be
 *     above a private folder
 * @param keyFromRoot whether root owns the key file, as a container platform presents it, in place of the account
 */
public record FileGuard(long account, boolean personal, boolean keyFromRoot) {
    /**
     * Suffixes of the files that SQLite keeps beside a database, and of the space reserved for revoking on a full disk.
     */
    private static final List<String> SIDECARS = List.of("-journal", "-wal", "-shm", ".reserve");

    /** A guard for files that all belong to the account. */
    public FileGuard(long account, boolean personal) {
        this(account, personal, false);
    }

    /** The same guard, for a key file that root presents, or not. */
    public FileGuard withKeyFromRoot(boolean presented) {
        return new FileGuard(account, personal, presented);
    }

    /** The paths of the files that may lie beside a database and belong to it. */
    public static List<Path> sidecars(Path database) {
        List<Path> sidecars = new ArrayList<>();
        for (String suffix : SIDECARS) {
            sidecars.add(Path.of(database.toString().concat(suffix)));
        }
        return sidecars;
    }

    /** Whether the file exists. Refuses it if any other user could read or change it, or change a folder above it. */
    public boolean check(Path file) {
        Path path = file.toAbsolutePath();
        return checkFolders(path) && checkFile(path, FileRule.secret(account));
    }

    /** Like {@link #check}, for a key file and what lies beside it, which may be root's if that is allowed. */
    public boolean checkKeyFile(Path file) {
        if (keyFromRoot) {
            return new PresentedSecret(account).check(file);
        }
        try {
            return check(file);
        } catch (UnsafeFileException e) {
            Facts facts = account == 0 ? null : Facts.of(file.toAbsolutePath(), account);
            boolean presented = facts != null && facts.uid() == 0 && !facts.allows(PresentedSecret.BEYOND_GROUP_READ);
            throw presented ? e.advising(Next.SAY_THAT_ROOT_PRESENTS, file, account) : e;
        }
    }

    /** Like {@link #check}, for a database and all files that SQLite would read beside it. */
    public boolean checkDatabase(Path database) {
        Path path = database.toAbsolutePath();
        if (!checkFolders(path)) {
            return false;
        }
        boolean exists = checkFile(path, FileRule.secret(account));
        for (Path sidecar : sidecars(path)) {
            checkSidecar(sidecar);
        }
        return exists;
    }

    /**
     * Whether something has this name already, in an existing folder. Refuses the place if any other user could put
     * another file there. Refuses anything there that is not a regular file, because only a regular file may be
     * replaced.
     */
    public boolean checkPlace(Path file) {
        Path path = file.toAbsolutePath();
        Facts facts = checkName(path);
        if (facts != null && !facts.isRegular()) {
            throw new UnsafeFileException(ShellWord.of(path) + " is " + facts.kind() + ", not a regular file.")
                    .advising("Name another file.");
        }
        return facts != null;
    }

    /** Like {@link #checkPlace}, for a Unix socket: only a socket may be replaced. */
    public boolean checkPlaceOfSocket(Path socket) {
        Path path = socket.toAbsolutePath();
        Facts facts = checkName(path);
        if (facts != null && !facts.isSocket()) {
            throw new UnsafeFileException(ShellWord.of(path) + " is " + facts.kind() + ", not a socket.")
                    .advising("Name another path.");
        }
        return facts != null;
    }

    private @Nullable Facts checkName(Path path) {
        if (new FolderChain(account, personal).check(FolderChain.folderOf(path)) == null) {
            throw new NotFoundException("There is no folder " + ShellWord.of(FolderChain.folderOf(path)) + ".");
        }
        return Facts.of(path, account);
    }

    /** Whether the file exists. Refuses it if any user but root could have written it. Everybody may read it. */
    public boolean checkSystemFile(Path file) {
        Path path = file.toAbsolutePath();
        return new FolderChain(0, false).check(FolderChain.folderOf(path)) != null
                && checkFile(path, FileRule.system());
    }

    private boolean checkFolders(Path path) {
        Path folder = FolderChain.folderOf(path);
        Facts facts = new FolderChain(account, personal).check(folder);
        if (facts == null) {
            return false;
        }
        String type = fileSystem(folder, facts);
        if (Mounts.isNetwork(type)) {
            throw new UnsafeFileException("The folder " + ShellWord.of(folder) + " (" + facts.ownerAndMode()
                            + ") lies on a network file system (" + type
                            + "), where locks are unreliable and other machines can write.")
                    .advising(Next.USE_LOCAL_DISK);
        }
        return true;
    }

    private boolean checkFile(Path path, FileRule rule) {
        Facts facts = Facts.of(path, account);
        FileRule.Violation violation = facts == null ? null : rule.violation(path, facts);
        if (facts != null && violation != null) {
            throw new UnsafeFileException("The file " + ShellWord.of(path) + " (" + facts.ownerAndMode() + ") "
                            + violation.fact() + ".")
                    .advising(violation.remedy());
        }
        return facts != null;
    }

    private void checkSidecar(Path path) {
        Facts facts = Facts.of(path, account);
        FileRule.Violation violation =
                facts == null ? null : FileRule.secret(account).violation(path, facts);
        if (facts != null && violation != null) {
            throw new UnsafeFileException(ShellWord.of(path) + " (" + facts.ownerAndMode() + ") " + violation.fact()
                            + ". It may have been planted to overwrite the database, so nothing was opened.")
                    .advising(Next.MOVE_AWAY, path);
        }
    }

    private static String fileSystem(Path folder, Facts facts) {
        try {
            return Mounts.type(folder, facts.device());
        } catch (IOException e) {
            throw new StorageException(
                    "Could not find out what file system " + ShellWord.of(folder) + " lies on: " + IoErrorText.of(e)
                            + ".",
                    e);
        }
    }
}

package com.smartonboarding.apikeys.files;

import com.smartonboarding.apikeys.failure.Advice;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.failure.UnsafeFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The walk from the root down to the folder that holds a file. A user who can write to any folder on the way can
 * replace the file, or put a journal beside it, whatever the mode of the file.
 *
 * <p>The walk follows links one at a time, so it checks every folder that the kernel passes through: the folders
 * of the path as written, the folders that the links lead to, and all in between.
 */
final class FolderChain {
    /** The number of links that Linux follows. */
    private static final int MOST_LINKS = 40;

    /** The owner that Linux shows if the real owner has no number in this user namespace; see user_namespaces(7). */
    private static final long UNMAPPED = 65534;

    private final long account;
    private final boolean stickyAllowed;
    private final boolean openAllowedIfReadOnly;
    private @Nullable Path sticky;
    private @Nullable Path last;

    /** A walk for this account. It passes through a sticky folder such as {@code /tmp} only if that is allowed. */
    FolderChain(long account, boolean stickyAllowed) {
        this(account, stickyAllowed, false);
    }

    private FolderChain(long account, boolean stickyAllowed, boolean openAllowedIfReadOnly) {
        this.account = account;
        this.stickyAllowed = stickyAllowed;
        this.openAllowedIfReadOnly = openAllowedIfReadOnly;
    }

    /** A walk through folders of root. One that everybody may write to must lie on a file system mounted read-only. */
    static FolderChain ofRoot() {
        return new FolderChain(0, false, true);
    }

    /**
     * Checks the folder and all folders above it. Returns the facts about the folder, or null if one of them is
     * missing.
     */
    @Nullable
    Facts check(Path folder) {
        last = folder;
        Facts facts = walk(folder, 0);
        if (facts != null && sticky != null && !(facts.uid() == account && facts.permissions() == 0700)) {
            throw refusal(
                    folder,
                    facts,
                    folder.equals(sticky)
                            ? "is one where everybody may write"
                            : "lies in " + ShellWord.of(sticky)
                                    + ", where everybody may write, so it must be private to uid " + account,
                    facts.isRootsStickyFolder()
                            ? Advice.of(Next.USE_PRIVATE_FOLDER)
                            : Advice.of(Next.SET_MODE, "700", folder));
        }
        return facts;
    }

    private @Nullable Facts walk(Path folder, int links) {
        Path at = folder.getRoot();
        Facts facts = step(at, links);
        for (int i = 0; facts != null && i < folder.getNameCount(); i++) {
            at = at.resolve(folder.getName(i));
            facts = step(at, links);
        }
        return facts;
    }

    private @Nullable Facts step(Path at, int links) {
        Facts facts = Facts.of(at, account);
        if (facts == null) {
            return null;
        }
        requireOwner(at, facts);
        if (facts.isLink()) {
            return walk(target(at, links), links + 1);
        }
        requireClosed(at, facts);
        return facts;
    }

    private void requireOwner(Path at, Facts facts) {
        if (facts.uid() != 0 && facts.uid() != account) {
            throw refusal(
                    at,
                    facts,
                    "belongs neither to root nor to uid " + account + ", so its owner can replace what lies in it",
                    at.getNameCount() == 0 || facts.uid() == UNMAPPED
                            ? Advice.of(
                                    Next.SENTENCE,
                                    "Run apikeys where root is known: in a user namespace without root, root's files"
                                            + " seem to belong to somebody else.")
                            : Advice.of(Next.TAKE_FOLDER, account, at));
        }
    }

    private void requireClosed(Path at, Facts facts) {
        if (!facts.isFolder()) {
            throw refusal(
                    at, facts, "is " + facts.kind() + ", where a folder is needed", Advice.of(Next.LOOK_AT_FILE, at));
        }
        if (facts.allows(022)) {
            if (stickyAllowed && facts.isRootsStickyFolder()) {
                sticky = at;
            } else if (!openAllowedIfReadOnly || !isMountedReadOnly(at)) {
                throw refusal(
                        at,
                        facts,
                        "can be written by group or others, who can replace what lies in it",
                        facts.isRootsStickyFolder() ? Advice.of(Next.USE_PRIVATE_FOLDER) : closing(at));
            }
        }
    }

    private static boolean isMountedReadOnly(Path at) {
        try {
            return Mounts.isReadOnly(at.toRealPath());
        } catch (IOException e) {
            throw PrivateFiles.failure("find out how it is mounted:", at, e);
        }
    }

    /** What repairs the folder in one step. Below a sticky folder, the last folder must be private. */
    private Advice closing(Path at) {
        return sticky != null && at.equals(last)
                ? Advice.of(Next.MAKE_PRIVATE, at, sticky)
                : Advice.of(Next.SET_MODE, "go-w", at);
    }

    /**
     * Where a link leads.
     *
     * @param links how many links were followed before it
     */
    static Path target(Path link, int links) {
        if (links == MOST_LINKS) {
            throw new UnsafeFileException(ShellWord.of(link) + " is part of an endless chain of links.")
                    .advising(Next.LOOK_AT_FILE, link);
        }
        try {
            return link.resolveSibling(Files.readSymbolicLink(link));
        } catch (IOException e) {
            throw new StorageException(
                    "Could not follow the link " + ShellWord.of(link) + ": " + IoErrorText.of(e) + ".", e);
        }
    }

    /** The folder of a file; the root lies in itself. */
    static Path folderOf(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? file : folder;
    }

    private static Failure refusal(Path at, Facts facts, String fact, Advice remedy) {
        return new UnsafeFileException("The " + (facts.isLink() ? "link " : "folder ") + ShellWord.of(at) + " ("
                        + facts.ownerAndMode() + ") " + fact + ".")
                .advising(remedy);
    }
}

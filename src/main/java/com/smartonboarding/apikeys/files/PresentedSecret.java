package com.smartonboarding.apikeys.files;

import com.smartonboarding.apikeys.failure.Advice;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.failure.UnsafeFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The rules for a secret file that a container platform presents. Kubernetes and Docker give such a file to root, let
 * one group read it, and show it through links into a folder that they replace as a whole.
 *
 * <p>Such a file is as safe as one of the account if only root can change it, and only the account can read it: all
 * links and folders on the way belong to root, nobody else can write to a folder unless it is mounted read-only, and
 * the group that may read the file has no other member.
 *
 * @param account the uid that reads the file
 */
record PresentedSecret(long account) {
    static final int BEYOND_GROUP_READ = 037;
    private static final int GROUP_READ = 040;

    /** Whether the file exists. Refuses it if anybody but root could change it, or anybody but the account read it. */
    boolean check(Path file) {
        Path at = file.toAbsolutePath();
        Facts facts = facts(at);
        for (int links = 0; facts != null && facts.isLink(); links++) {
            requireRoot(at, facts);
            at = FolderChain.target(at, links);
            facts = facts(at);
        }
        if (facts == null) {
            return false;
        }
        requireRoot(at, facts);
        requireClosed(at, facts);
        return true;
    }

    /** The facts about a path whose folders are safe; null if it or one of them is missing. */
    private @Nullable Facts facts(Path at) {
        return FolderChain.ofRoot().check(FolderChain.folderOf(at)) == null ? null : Facts.of(at, account);
    }

    private static void requireRoot(Path at, Facts facts) {
        if (facts.uid() != 0) {
            throw refusal(
                    at, facts, "does not belong to root, which key-file-owner names", Advice.of(Next.LOOK_AT_FILE, at));
        }
    }

    private void requireClosed(Path at, Facts facts) {
        if (!facts.isRegular()) {
            throw refusal(
                    at,
                    facts,
                    "is " + facts.kind() + ", where a regular file is needed",
                    Advice.of(Next.LOOK_AT_FILE, at));
        }
        if (facts.allows(BEYOND_GROUP_READ)) {
            throw refusal(at, facts, "is open to others, or its group can change it", Advice.of(Next.PRESENT_CLOSED));
        }
        if (facts.links() != 1) {
            throw refusal(
                    at,
                    facts,
                    "has " + facts.links() + " hard links, so it can be reached under another name",
                    Advice.of(Next.REMOVE_HARD_LINKS, at));
        }
        String other = facts.allows(GROUP_READ) ? GroupMembers.ofThisMachine().otherThan(account, facts.gid()) : null;
        if (other != null) {
            throw refusal(
                    at,
                    facts,
                    "can be read by the group " + facts.gid() + ", which " + other + " belongs to as well",
                    Advice.of(Next.PRESENT_CLOSED));
        }
    }

    private static Failure refusal(Path at, Facts facts, String fact, Advice remedy) {
        return new UnsafeFileException((facts.isLink() ? "The link " : "The key file ") + ShellWord.of(at) + " ("
                        + facts.ownerAndMode() + ") " + fact + ".")
                .advising(remedy);
    }
}

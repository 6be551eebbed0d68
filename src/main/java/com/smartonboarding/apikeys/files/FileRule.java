package com.smartonboarding.apikeys.files;

import com.smartonboarding.apikeys.failure.Advice;
import com.smartonboarding.apikeys.failure.Next;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a file must be: regular, with one hard link, owned by the right user, and closed to others.
 *
 * @param owner the uid that must own the file
 * @param forbidden permission bits that must not be set
 * @param mend the argument of the {@code chmod} that repairs the mode
 */
record FileRule(long owner, int forbidden, String mend) {
    /**
     * A broken rule.
     *
     * @param fact a clause that follows the path
     * @param remedy what repairs it
     */
    record Violation(String fact, Advice remedy) {}

    /** The rule for files with secrets: only the account may even read them. */
    static FileRule secret(long account) {
        return new FileRule(account, 077, "600");
    }

    /** The rule for system files: everybody may read them, only root may write them. */
    static FileRule system() {
        return new FileRule(0, 022, "go-w");
    }

    /** The first rule that the file breaks, or null. */
    @Nullable
    Violation violation(Path file, Facts facts) {
        if (facts.isLink()) {
            return new Violation("is a link, which can be made to point anywhere", Advice.of(Next.NAME_TARGET, file));
        }
        if (!facts.isRegular()) {
            return new Violation(
                    "is " + facts.kind() + ", where a regular file is needed", Advice.of(Next.LOOK_AT_FILE, file));
        }
        if (facts.uid() != owner) {
            return new Violation(
                    "does not belong to uid " + owner, Advice.of(Next.TAKE_FILE, facts.uid(), owner, file));
        }
        if (facts.allows(forbidden)) {
            return new Violation(
                    forbidden == 077 ? "is open to group or others" : "can be written by group or others",
                    Advice.of(Next.SET_MODE, mend, file));
        }
        if (facts.links() != 1) {
            return new Violation(
                    "has " + facts.links() + " hard links, so it can be changed under another name",
                    Advice.of(Next.REMOVE_HARD_LINKS, file));
        }
        return null;
    }
}

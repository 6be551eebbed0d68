package com.smartonboarding.apikeys.files;

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
     * @param remedy one or two sentences with the command that repairs it
     */
    record Violation(String fact, String remedy) {}

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
            return new Violation(
                    "is a link, which can be made to point anywhere",
                    "Name the file itself; the link leads to the output of: readlink -f " + ShellWord.of(file));
        }
        if (!facts.isRegular()) {
            return new Violation(
                    "is " + facts.kind() + ", where a regular file is needed",
                    "Look at it with: ls -ldn " + ShellWord.of(file));
        }
        if (facts.uid() != owner) {
            return new Violation(
                    "does not belong to uid " + owner,
                    "Run apikeys as uid " + facts.uid()
                            + ", or, only when you know what the file holds, as root: chown " + owner + " "
                            + ShellWord.of(file));
        }
        if (facts.allows(forbidden)) {
            return new Violation(
                    forbidden == 077 ? "is open to group or others" : "can be written by group or others",
                    "Run: chmod " + mend + " " + ShellWord.of(file));
        }
        if (facts.links() != 1) {
            return new Violation(
                    "has " + facts.links() + " hard links, so it can be changed under another name",
                    "Find the other names with: find / -xdev -samefile " + ShellWord.of(file)
                            + " 2>/dev/null; then remove those that are not needed with rm");
        }
        return null;
    }
}

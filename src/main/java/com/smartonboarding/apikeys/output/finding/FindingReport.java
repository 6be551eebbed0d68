package com.smartonboarding.apikeys.output.finding;

import com.smartonboarding.apikeys.model.result.Finding;
import com.smartonboarding.apikeys.model.result.NotSearched;
import java.util.List;

/**
 * What a scan found, and how much it looked at.
 *
 * @param files files, and versions of files, that were searched
 * @param skipped links and files that are not regular files, which are not searched
 * @param unreadable what could not be searched completely
 * @param notSearched the first of the unreadable ones
 */
public record FindingReport(
        List<Finding> findings, long files, long skipped, long unreadable, List<NotSearched> notSearched) {
    /** Whether everything that was named was searched. */
    public boolean isComplete() {
        return unreadable == 0;
    }

    /** The counts as a sentence for people. */
    public String summary() {
        long active = findings.stream().filter(Finding::isActive).count();
        return (findings.isEmpty()
                        ? "Found no code in " + counted(files, "file") + "."
                        : "Found " + counted(findings.size(), "code") + " in " + counted(files, "file") + "; "
                                + belonging(active))
                + (skipped > 0
                        ? " Skipped " + skipped + (skipped == 1 ? " link or special file." : " links or special files.")
                        : "")
                + (unreadable > 0
                        ? " Could not search everything: " + counted(unreadable, "item")
                                + (unreadable == 1 ? " is" : " are") + " missing or unreadable."
                        : "");
    }

    private static String belonging(long active) {
        return active == 0
                ? "none belongs to an Active token."
                : active + (active == 1 ? " belongs" : " belong") + " to an Active token.";
    }

    private static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}

package com.smartonboarding.apikeys.output;

import com.smartonboarding.apikeys.model.Finding;
import java.util.List;

/**
 * What a scan found, and how much it looked at.
 *
 * @param files files, and versions of files, that were searched
 * @param skipped what was seen and not searched: binary files, links, what is no regular file
 * @param unreadable what could not be read
 */
public record FindingReport(List<Finding> findings, long files, long skipped, long unreadable) {
    /** The counts as a sentence for people. */
    public String summary() {
        long active = findings.stream().filter(Finding::isActive).count();
        return (findings.isEmpty()
                        ? "Found no code in " + counted(files, "file") + "."
                        : "Found " + counted(findings.size(), "code") + " in " + counted(files, "file") + ", " + active
                                + " of active tokens.")
                + (skipped > 0 ? " Skipped " + skipped + ", which are binary, links, or no regular files." : "")
                + (unreadable > 0 ? " Could not read " + unreadable + "." : "");
    }

    private static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}

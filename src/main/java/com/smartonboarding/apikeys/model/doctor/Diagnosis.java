package com.smartonboarding.apikeys.model.doctor;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The results of all checks.
 *
 * @param deep whether everything was read
 */
public record Diagnosis(Instant at, boolean deep, List<CheckResult> checks, Figures figures) {
    /** What is still wrong: the findings that were not mended. */
    public Stream<CheckFinding> open() {
        return checks.stream().flatMap(check -> check.findings().stream()).filter(finding -> finding.mended() == null);
    }

    /** How many findings of this severity are open. */
    public long count(Severity severity) {
        return open().filter(finding -> finding.severity() == severity).count();
    }
}

package com.smartonboarding.apikeys.cli.command.doctor;

import com.smartonboarding.apikeys.model.doctor.Diagnosis;
import com.smartonboarding.apikeys.model.doctor.Severity;

/** From which severity on a finding decides the exit code. */
enum FailOn {
    ERROR,
    WARNING,
    NOTICE,
    NEVER;

    boolean fails(Diagnosis diagnosis) {
        return switch (this) {
            case ERROR -> has(diagnosis, Severity.ERROR);
            case WARNING -> has(diagnosis, Severity.WARNING);
            case NOTICE -> has(diagnosis, Severity.NOTICE);
            case NEVER -> false;
        };
    }

    private static boolean has(Diagnosis diagnosis, Severity least) {
        return diagnosis.open().anyMatch(finding -> finding.severity().isAtLeast(least));
    }
}

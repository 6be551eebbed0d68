package com.smartonboarding.apikeys.output.doctor;

import com.smartonboarding.apikeys.failure.Advice;
import com.smartonboarding.apikeys.model.doctor.CheckFinding;
import com.smartonboarding.apikeys.model.doctor.CheckResult;
import com.smartonboarding.apikeys.model.doctor.Diagnosis;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A diagnosis, and the words for what mends its findings.
 *
 * @param words turns advice into lines. A line that begins with two spaces is a command.
 */
public record DoctorView(Diagnosis diagnosis, Function<Advice, String> words) {
    private static final String COMMAND = "  ";
    private static final String ONLY_A_COMMAND = "Run:";

    /** What to do, in words; empty if only a command is to be run. */
    String advice(CheckFinding finding) {
        return String.join(" ", lines(finding, false));
    }

    /** The commands that mend it, in order, each as it is typed. */
    List<String> commands(CheckFinding finding) {
        return lines(finding, true);
    }

    /** Why this check was not made, and how to make it; null if it was made. */
    @Nullable
    String skipped(CheckResult check) {
        Advice advice = check.toMakeIt();
        return advice == null ? check.skipped() : check.skipped() + " (" + words.apply(advice) + ")";
    }

    private List<String> lines(CheckFinding finding, boolean commands) {
        List<String> lines = new ArrayList<>();
        if (finding.advice() != null) {
            for (String line : words.apply(finding.advice()).split("\n", -1)) {
                if (line.startsWith(COMMAND) == commands && !line.equals(ONLY_A_COMMAND) && !line.isEmpty()) {
                    lines.add(line.strip());
                }
            }
        }
        return lines;
    }
}

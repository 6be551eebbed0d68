package com.smartonboarding.apikeys.service.doctor;

import com.smartonboarding.apikeys.failure.Advice;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.files.IoErrorText;
import com.smartonboarding.apikeys.model.doctor.CheckResult;
import com.smartonboarding.apikeys.model.doctor.Severity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Makes checks one after the other, even if one of them fails. */
public final class Examination {
    private final boolean mending;
    private final List<CheckResult> results = new ArrayList<>();

    /** An examination; {@code mending} says whether to mend what is safe to mend. */
    public Examination(boolean mending) {
        this.mending = mending;
    }

    /** Makes these checks. */
    public void make(List<Check> checks) {
        checks.forEach(check -> results.add(result(check)));
    }

    /** Whether there is an error so far that was not mended. */
    boolean hasErrors() {
        return results.stream()
                .flatMap(result -> result.findings().stream())
                .anyMatch(finding -> finding.severity() == Severity.ERROR && finding.mended() == null);
    }

    /** The results so far. */
    public List<CheckResult> results() {
        return List.copyOf(results);
    }

    private CheckResult result(Check check) {
        Report report = new Report(mending);
        try {
            check.look().at(report);
        } catch (Failure e) {
            report.failure(e);
        } catch (IOException e) {
            report.add(Severity.ERROR, "This could not be checked: " + IoErrorText.of(e) + ".", null, null);
        } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
            report.add(
                    Severity.ERROR,
                    "The check itself failed (" + e.getClass().getSimpleName() + "). This is a bug in apikeys.",
                    Advice.of(Next.SENTENCE, "Please report it."),
                    null);
        }
        return report.result(check.name());
    }
}

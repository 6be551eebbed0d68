package com.smartonboarding.apikeys.service.doctor;

import com.smartonboarding.apikeys.failure.Advice;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.files.IoErrorText;
import com.smartonboarding.apikeys.model.doctor.CheckFinding;
import com.smartonboarding.apikeys.model.doctor.CheckResult;
import com.smartonboarding.apikeys.model.doctor.Severity;
import com.smartonboarding.apikeys.secret.Redactor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes what one check finds. If the caller asked for it, mends at once what is safe to mend. */
public final class Report {
    private final boolean mending;
    private final List<CheckFinding> findings = new ArrayList<>();
    private @Nullable String skipped;
    private @Nullable Advice toMakeIt;

    /** A report of a check; {@code mending} says whether the caller wants things mended. */
    Report(boolean mending) {
        this.mending = mending;
    }

    /** Mends one thing, and says what was done. */
    public interface Mend {
        String mend() throws IOException;
    }

    public void error(String fact, Next next, Object... about) {
        add(Severity.ERROR, fact, Advice.of(next, about), null);
    }

    public void warning(String fact, Next next, Object... about) {
        add(Severity.WARNING, fact, Advice.of(next, about), null);
    }

    public void notice(String fact, Next next, Object... about) {
        add(Severity.NOTICE, fact, Advice.of(next, about), null);
    }

    /** Reports a failure as an error. */
    public void failure(Failure failure) {
        add(Severity.ERROR, failure.fact(), failure.advice(), null);
    }

    /** Says why the check is not made. */
    public void skip(String why) {
        skipped = why;
    }

    /** Says why the check is not made, and what makes it all the same. */
    public void skip(String why, Next next) {
        skipped = why;
        toMakeIt = Advice.of(next);
    }

    /**
     * Reports a finding, and mends it if the caller wants that.
     *
     * @param mend null if only a person can decide
     * @return whether it was mended
     */
    public boolean add(Severity severity, String fact, @Nullable Advice advice, @Nullable Mend mend) {
        String done = null;
        String addition = "";
        if (mending && mend != null) {
            try {
                done = mend.mend();
            } catch (Failure e) {
                addition = " It could not be mended: " + e.fact();
            } catch (IOException e) {
                addition = " It could not be mended: " + IoErrorText.of(e) + ".";
            }
        }
        // A path in it may repeat what was typed.
        findings.add(new CheckFinding(severity, Redactor.mask(fact + addition), advice, done));
        return done != null;
    }

    /** Whether everything that was reported was mended. */
    public boolean isClean() {
        return findings.stream().allMatch(finding -> finding.mended() != null);
    }

    /** What was reported, as the result of this check. */
    CheckResult result(String name) {
        return findings.isEmpty()
                ? new CheckResult(name, skipped, toMakeIt, List.of())
                : new CheckResult(name, null, null, List.copyOf(findings));
    }
}

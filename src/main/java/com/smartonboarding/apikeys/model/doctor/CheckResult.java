package com.smartonboarding.apikeys.model.doctor;

import com.smartonboarding.apikeys.failure.Advice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one check found.
 *
 * @param check the name of the check
 * @param skipped why the check could not be made, or has nothing to look at; null if it was made
 * @param toMakeIt what makes it all the same; null if nothing does, or if it was made
 */
public record CheckResult(
        String check, @Nullable String skipped, @Nullable Advice toMakeIt, List<CheckFinding> findings) {}

package com.smartonboarding.apikeys.model.doctor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one check found.
 *
 * @param check the name of the check
 * @param skipped why the check could not be made, or has nothing to look at; null if it was made
 */
public record CheckResult(String check, @Nullable String skipped, List<CheckFinding> findings) {}

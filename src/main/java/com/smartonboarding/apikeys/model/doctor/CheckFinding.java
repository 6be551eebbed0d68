package com.smartonboarding.apikeys.model.doctor;

import com.smartonboarding.apikeys.failure.Advice;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong.
 *
 * @param fact one or two sentences
 * @param advice what mends it; null if nothing is known
 * @param mended what was done about it; null if it is as it was
 */
public record CheckFinding(
        Severity severity,
        String fact,
        @Nullable Advice advice,
        @Nullable String mended) {}

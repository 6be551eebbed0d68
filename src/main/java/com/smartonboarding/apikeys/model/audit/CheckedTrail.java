package com.smartonboarding.apikeys.model.audit;

import java.util.OptionalLong;

/**
 * What a complete check found intact.
 *
 * @param head the end of the audit trail
 * @param tokens the number of token rows
 * @param administrators the number of System Administrators
 * @param anchors the number of kept heads that agree with the trail
 * @param notCompared the number of kept heads that cannot be compared, because their keys were dropped
 * @param newestAnchor the sequence of the newest head that agrees, if there are any
 */
public record CheckedTrail(
        TrailHead head, long tokens, int administrators, int anchors, int notCompared, OptionalLong newestAnchor) {}

package com.smartonboarding.apikeys.model;

import java.util.Map;

/**
 * What a list contained.
 *
 * @param listed how many tokens of each status were listed
 * @param withheld how many more matched, but were beyond the limit
 * @param stored how many tokens the database has
 * @param purgedSince how many tokens existed at the requested time but were purged later; the list does not have them,
 *     and nobody knows which of them would match. Zero when no time was requested
 */
public record ListTotals(Map<Status, Long> listed, long withheld, long stored, long purgedSince) {}

package com.smartonboarding.apikeys.model;

import java.util.Map;

/**
 * What a list held.
 *
 * @param listed how many tokens of each status were passed on
 * @param withheld how many more matched, but came after the limit
 * @param stored how many tokens there are in all
 * @param purgedSince how many tokens that existed at the moment asked for were purged since, and are not among these;
 *     nobody knows which of them would match. Zero when no moment was asked for
 */
public record ListTotals(Map<Status, Long> listed, long withheld, long stored, long purgedSince) {}

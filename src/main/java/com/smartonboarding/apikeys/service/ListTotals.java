package com.smartonboarding.apikeys.service;

import com.smartonboarding.apikeys.model.Status;
import java.util.Map;

/**
 * What a list held.
 *
 * @param listed how many tokens of each status were passed on
 * @param withheld how many more matched, but came after the limit
 * @param stored how many tokens there are in all
 */
public record ListTotals(Map<Status, Long> listed, long withheld, long stored) {}

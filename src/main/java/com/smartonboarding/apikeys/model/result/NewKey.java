package com.smartonboarding.apikeys.model.result;

import java.time.Instant;

/**
 * A master key that was just made.
 *
 * @param former the id of the key that new codes were made with before
 */
public record NewKey(String id, Instant created, String former) {}

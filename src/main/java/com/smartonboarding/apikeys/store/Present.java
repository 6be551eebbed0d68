package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.failure.Failure;
import org.jspecify.annotations.Nullable;

/**
 * What is in the place of a database. If both values are null, there is no database.
 *
 * @param transaction an open transaction on the database, if it can be read
 * @param damage why it cannot be read
 */
public record Present(
        @Nullable Transaction transaction, @Nullable Failure damage) {
    public boolean isMissing() {
        return transaction == null && damage == null;
    }
}

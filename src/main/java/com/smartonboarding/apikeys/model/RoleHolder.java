package com.smartonboarding.apikeys.model;

import org.jspecify.annotations.Nullable;

/**
 * A grant of the role as it is kept, and who has its uid now.
 *
 * @param present the user of that uid now; null when the user database of the system did not answer
 */
public record RoleHolder(
        Administrator administrator, @Nullable User present) {
    /** Whether the uid has another login name than the one the role was granted to. */
    public boolean isSomebodyElse() {
        return present != null && !present.equals(administrator.user());
    }
}

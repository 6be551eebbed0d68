package com.smartonboarding.apikeys.model.result;

import com.smartonboarding.apikeys.model.Administrator;
import com.smartonboarding.apikeys.model.User;
import org.jspecify.annotations.Nullable;

/**
 * A stored grant of the role, and the user who has its uid now.
 *
 * @param currentUser the user with that uid now; null when the system's user database did not answer
 */
public record RoleHolder(
        Administrator administrator, @Nullable User currentUser) {
    /** Whether the uid now has another login name than the one that the role was granted to. */
    public boolean hasAnotherName() {
        return currentUser != null && !currentUser.equals(administrator.user());
    }
}

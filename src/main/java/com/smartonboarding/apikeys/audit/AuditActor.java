package com.smartonboarding.apikeys.audit;

import com.smartonboarding.apikeys.model.User;
import org.jspecify.annotations.Nullable;

/**
 * The user who acted, as far as the kernel and sudo tell.
 *
 * @param uid the user on whose behalf the tool ran; the decisive part
 * @param name that user's login name now, or {@code uid N}; a grant of the role names it, too
 * @param account the uid that the process ran as
 * @param via {@code direct}, {@code sudo}, or {@code direct, SUDO_UID ignored}
 * @param loginUid the uid that logged in, if the kernel knows it; evidence, never authorisation
 * @param terminal such as {@code /dev/pts/3}
 * @param toolVersion the version of apikeys
 */
public record AuditActor(
        long uid,
        String name,
        long account,
        String via,
        @Nullable Long loginUid,
        @Nullable String terminal,
        String toolVersion) {
    private static final long ROOT = 0;

    /** The actor as a user. */
    public User user() {
        return new User(uid, name);
    }

    /** Whether this is root or the owner of the files, who could change them even without this tool. */
    public boolean isRootOrOwner() {
        return uid == ROOT || uid == account;
    }
}

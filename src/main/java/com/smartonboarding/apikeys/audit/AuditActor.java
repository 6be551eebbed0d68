package com.smartonboarding.apikeys.audit;

import com.smartonboarding.apikeys.model.User;
import org.jspecify.annotations.Nullable;

/**
 * Who did it, as far as the kernel and sudo tell.
 *
 * @param uid the user on whose behalf the tool ran; decides
 * @param name that user's login name now, or {@code uid N}; the role is held under it
 * @param account the uid the process ran as
 * @param via {@code direct}, {@code sudo}, or {@code direct, SUDO_UID ignored}
 * @param loginUid the uid that logged in, when the kernel knows; evidence, never authorisation
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

    /** The same as a user. */
    public User user() {
        return new User(uid, name);
    }

    /** Whether this is root or the owner of the files, who could write them without this tool as well. */
    public boolean isRootOrOwner() {
        return uid == ROOT || uid == account;
    }
}

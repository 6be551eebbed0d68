package com.smartonboarding.apikeys.model;

/**
 * An operating-system user; the uid decides, the name is for display.
 *
 * @param uid the numeric user id, 0 to 4294967294
 * @param name the login name when it was recorded
 */
public record User(long uid, String name) {
    /** The name with the uid behind it, {@code alice (uid 1000)}; for a uid without a name, {@code uid 1000}. */
    public String nameAndUid() {
        String number = "uid " + uid;
        return name.equals(number) ? number : name + " (" + number + ")";
    }
}

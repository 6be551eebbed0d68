package com.smartonboarding.apikeys.model;

/**
 * A user of the operating system. The uid decides who may use which files. The System Administrator role also depends
 * on the name.
 *
 * @param uid the numeric user id, 0 to 4294967294
 * @param name the login name when it was recorded, or {@code uid N} for a uid without one
 */
public record User(long uid, String name) {
    /** A user whose uid has no login name, or none that this tool can show. */
    public static User nameless(long uid) {
        return new User(uid, "uid ".concat(Long.toString(uid)));
    }

    /** Whether the uid had a login name. */
    public boolean hasName() {
        return !name.equals(nameless(uid).name);
    }

    /** The name followed by the uid, {@code alice (uid 1000)}; for a uid without a name, {@code uid 1000}. */
    public String nameAndUid() {
        return hasName() ? name + " (uid " + uid + ")" : name;
    }
}

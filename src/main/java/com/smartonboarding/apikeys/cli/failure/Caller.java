package com.smartonboarding.apikeys.cli.failure;

import org.jspecify.annotations.Nullable;

/**
 * How the person who reads advice types it.
 *
 * @param tool the words that stand before the name of a command, such as {@code sudo -u apikeys apikeys}
 * @param owner the uid of the account that owns the files; null if the caller works as this account
 */
public record Caller(String tool, @Nullable Long owner) {
    /** Somebody who calls the tool by its name, and uses files of their own. */
    public static final Caller PLAIN = new Caller("apikeys", null);

    /** Whether the files belong to the caller. Through sudo, only the tool can open them, and root. */
    boolean ownsFiles() {
        return owner == null;
    }
}

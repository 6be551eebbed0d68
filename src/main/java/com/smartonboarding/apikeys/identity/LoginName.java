package com.smartonboarding.apikeys.identity;

import com.smartonboarding.apikeys.model.User;

/** The login names that are safe to show, to record and to pass to getent. */
final class LoginName {
    private static final int LONGEST = 32;

    private LoginName() {}

    /** Whether the text is {@code [A-Za-z_][A-Za-z0-9_.-]{0,31}}. */
    static boolean isOne(String text) {
        if (text.isEmpty() || text.length() > LONGEST || !begins(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!begins(c) && !(c >= '0' && c <= '9') && c != '.' && c != '-') {
                return false;
            }
        }
        return true;
    }

    /** The name if it is valid, otherwise the uid in words. */
    static String orUid(String name, long uid) {
        return isOne(name) ? name : User.nameless(uid).name();
    }

    private static boolean begins(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
    }
}

package com.smartonboarding.apikeys.service.policy;

/**
 * One setting of a policy.
 *
 * @param name the key in the configuration
 * @param text the value as it is written there
 * @param file the configuration that it is in
 */
public record PolicySetting<T>(String name, T value, String text, String file) {
    /** The setting as messages show it: {@code lifetime-max is '90d' in /etc/apikeys/apikeys.properties}. */
    public String words() {
        return name + " is '" + text + "' in " + file;
    }
}

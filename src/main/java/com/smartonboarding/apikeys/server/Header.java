package com.smartonboarding.apikeys.server;

/**
 * A line of an HTTP header section.
 *
 * @param name compared without regard to the case of ASCII letters (RFC 9110, 5.1)
 * @param value without the white space around it; each byte that was received is one character
 */
public record Header(String name, String value) {
    /** Whether it has this name. */
    public boolean isNamed(String other) {
        return HeaderText.sameIgnoringCase(name, other);
    }

    /** The name alone, because the value may contain a code. */
    @Override
    public String toString() {
        return name;
    }
}

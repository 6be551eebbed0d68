package com.smartonboarding.apikeys.model.doctor;

/** How bad a finding is, the least first. */
public enum Severity {
    /** Worth knowing; nothing breaks if nobody acts. */
    NOTICE("notice"),
    /** Will cause trouble later unless somebody acts. */
    WARNING("warning"),
    /** Something does not work, is not safe, or was damaged. */
    ERROR("error");

    private final String word;

    Severity(String word) {
        this.word = word;
    }

    /** The word that people and machines read. */
    public String word() {
        return word;
    }

    /** Whether this is as bad as the other one, or worse. */
    public boolean isAtLeast(Severity other) {
        return compareTo(other) >= 0;
    }
}

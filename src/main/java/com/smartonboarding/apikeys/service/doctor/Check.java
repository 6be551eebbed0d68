package com.smartonboarding.apikeys.service.doctor;

import java.io.IOException;

/**
 * One check.
 *
 * @param name what is looked at, such as {@code key-file}; programs read it
 */
public record Check(String name, Look look) {
    /** Looks at one thing, and reports what is wrong with it. What this throws is reported, too. */
    public interface Look {
        void at(Report report) throws IOException;
    }
}

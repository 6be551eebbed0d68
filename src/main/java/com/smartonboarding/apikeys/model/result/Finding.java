package com.smartonboarding.apikeys.model.result;

import com.smartonboarding.apikeys.model.Status;
import com.smartonboarding.apikeys.model.text.FileName;
import org.jspecify.annotations.Nullable;

/**
 * A place where a code is exposed, and its token. The code itself is not in it.
 *
 * @param path the file, as a {@link FileName}
 * @param commit the commit that added the code, or null when the file has it as it is now
 * @param staged whether it is in git's index and in no commit
 * @param line from 1
 * @param column from 1, in characters
 * @param id the public half of the code
 * @param label the token's label, or null when the database does not know the code
 * @param status the token's status, or null when the database does not know the code
 */
public record Finding(
        String path,
        @Nullable String commit,
        boolean staged,
        long line,
        long column,
        String id,
        @Nullable String label,
        @Nullable Status status) {
    /** Whether the code still authenticates. */
    public boolean isActive() {
        return status == Status.ACTIVE;
    }

    /** The status in one word, or {@code Unknown}. */
    public String statusWord() {
        return status == null ? "Unknown" : status.word();
    }
}

package com.smartonboarding.apikeys.scan;

import com.smartonboarding.apikeys.model.TokenCode;
import org.jspecify.annotations.Nullable;

/**
 * A code that was found, and its position.
 *
 * @param path the file, relative to the path that was named or, in a history, to the top of the repository, as a
 *     {@link com.smartonboarding.apikeys.model.text.FileName}; codes in it are masked
 * @param commit the full id of the commit that added it, or null outside a history
 * @param staged whether it is in git's index and in no commit
 * @param line from 1, by line feeds
 * @param column from 1, in characters of the file's encoding: UTF-8, UTF-16 or UTF-32
 */
public record Match(TokenCode code, String path, @Nullable String commit, boolean staged, long line, long column) {
    /** The same match, with codes in its path masked. */
    Match masked() {
        return new Match(code, Tally.masked(path), commit, staged, line, column);
    }
}

package com.smartonboarding.apikeys.scan;

import com.smartonboarding.apikeys.model.TokenCode;
import org.jspecify.annotations.Nullable;

/**
 * A code that was found, and where it begins.
 *
 * @param path the file as it was reached from what was named, or, in a history, from the top of the repository, as a
 *     {@link com.smartonboarding.apikeys.model.FileName}; codes in it are masked
 * @param commit the whole id of the commit that brought it, or null when it is not in a history
 * @param staged whether it is in git's index and in no commit
 * @param line from 1, by line feeds
 * @param column from 1, in characters of UTF-8, UTF-16 or UTF-32, whichever the file is in
 */
public record Match(TokenCode code, String path, @Nullable String commit, boolean staged, long line, long column) {}

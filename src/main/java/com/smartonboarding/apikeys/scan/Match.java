package com.smartonboarding.apikeys.scan;

import com.smartonboarding.apikeys.model.TokenCode;
import org.jspecify.annotations.Nullable;

/**
 * A code that was found, and where it begins.
 *
 * @param path the file as it was reached from what was named, or, in a history, from the top of the repository; codes in
 *     it are masked
 * @param commit the whole id of the commit that brought it, or null when it is not in a history
 * @param line from 1, by line feeds
 * @param column from 1, in characters of UTF-8, or of UTF-16 or UTF-32 where the file begins with their mark
 */
public record Match(TokenCode code, String path, @Nullable String commit, long line, long column) {}

/** Finds token codes in files, folders, streams and the history of git repositories, without a database. */
@NullMarked
package com.smartonboarding.apikeys.scan;

import org.jspecify.annotations.NullMarked;

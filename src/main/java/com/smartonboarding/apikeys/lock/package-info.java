/** Finds the processes that hold the lock of a database file, and ends those of this tool that are stuck. */
@NullMarked
package com.smartonboarding.apikeys.lock;

import org.jspecify.annotations.NullMarked;

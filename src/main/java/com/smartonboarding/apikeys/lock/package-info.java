/** Which processes hold the lock of a database file, and ending those of this tool that have stopped. */
@NullMarked
package com.smartonboarding.apikeys.lock;

import org.jspecify.annotations.NullMarked;

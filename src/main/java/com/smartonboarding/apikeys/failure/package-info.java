/** What can go wrong in ways the user can do something about, and the exit code each has. */
@NullMarked
package com.smartonboarding.apikeys.failure;

import org.jspecify.annotations.NullMarked;

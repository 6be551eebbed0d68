/** The failures that a user can do something about, and their exit codes. */
@NullMarked
package com.smartonboarding.apikeys.failure;

import org.jspecify.annotations.NullMarked;

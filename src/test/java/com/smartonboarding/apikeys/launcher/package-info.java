/** The package and its launcher, run as the processes that they are. */
@NullMarked
package com.smartonboarding.apikeys.launcher;

import org.jspecify.annotations.NullMarked;

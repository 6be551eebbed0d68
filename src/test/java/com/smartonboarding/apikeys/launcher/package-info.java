/** The package and its launcher, run as processes. */
@NullMarked
package com.smartonboarding.apikeys.launcher;

import org.jspecify.annotations.NullMarked;

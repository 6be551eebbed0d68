/** Searches what a git repository keeps, by running git. */
@NullMarked
package com.smartonboarding.apikeys.scan.git;

import org.jspecify.annotations.NullMarked;

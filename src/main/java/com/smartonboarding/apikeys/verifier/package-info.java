/** Checks presented codes by the thousand, for servers that embed it and for {@code verify --stream}. */
@NullMarked
package com.smartonboarding.apikeys.verifier;

import org.jspecify.annotations.NullMarked;

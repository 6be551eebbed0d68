/** Tests of the byte search. */
@NullMarked
package com.smartonboarding.apikeys.scan;

import org.jspecify.annotations.NullMarked;

/** Tests of the search on bytes. */
@NullMarked
package com.smartonboarding.apikeys.scan;

import org.jspecify.annotations.NullMarked;

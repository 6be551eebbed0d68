/** How trials are run and counted. */
@NullMarked
package com.smartonboarding.apikeys.torture.trial;

import org.jspecify.annotations.NullMarked;

/** The lines of the logs that a server writes. */
@NullMarked
package com.smartonboarding.apikeys.output.serve;

import org.jspecify.annotations.NullMarked;

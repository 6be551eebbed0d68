/** The suites that try to make the tool lose a code or say something untrue; {@code src/torture/run} runs them. */
@NullMarked
package com.smartonboarding.apikeys.torture;

import org.jspecify.annotations.NullMarked;

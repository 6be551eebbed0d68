/** Tries to make the tool lose a code or say something untrue; {@code src/torture/run} runs it. */
@NullMarked
package com.smartonboarding.apikeys.torture;

import org.jspecify.annotations.NullMarked;

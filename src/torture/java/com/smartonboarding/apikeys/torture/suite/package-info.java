/** The suites; each makes one kind of thing go wrong. */
@NullMarked
package com.smartonboarding.apikeys.torture.suite;

import org.jspecify.annotations.NullMarked;

/** Streams, questions, progress, and the delivery of a code. */
@NullMarked
package com.smartonboarding.apikeys.cli.talk;

import org.jspecify.annotations.NullMarked;

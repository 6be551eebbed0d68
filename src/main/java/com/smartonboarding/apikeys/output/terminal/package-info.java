/** Colour and what is known about the terminal. */
@NullMarked
package com.smartonboarding.apikeys.output.terminal;

import org.jspecify.annotations.NullMarked;

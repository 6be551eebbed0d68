/** Prints values in all formats; knows values, but no commands. */
@NullMarked
package com.smartonboarding.apikeys.output;

import org.jspecify.annotations.NullMarked;

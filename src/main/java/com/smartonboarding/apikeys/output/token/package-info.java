/** Tokens in each format, from one view. */
@NullMarked
package com.smartonboarding.apikeys.output.token;

import org.jspecify.annotations.NullMarked;

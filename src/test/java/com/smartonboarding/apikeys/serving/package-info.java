/** Web servers and clients that ask the packaged {@code apikeys serve}. */
@NullMarked
package com.smartonboarding.apikeys.serving;

import org.jspecify.annotations.NullMarked;

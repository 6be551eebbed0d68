/** The values that all other packages use. They depend only on the JDK, JSpecify and {@code failure}. */
@NullMarked
package com.smartonboarding.apikeys.model;

import org.jspecify.annotations.NullMarked;

/** The values everything else speaks in; no dependency but the JDK and JSpecify. */
@NullMarked
package com.smartonboarding.apikeys.model;

import org.jspecify.annotations.NullMarked;

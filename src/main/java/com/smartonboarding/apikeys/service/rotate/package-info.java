/** Rotation: the successor, and the end of the predecessor. */
@NullMarked
package com.smartonboarding.apikeys.service.rotate;

import org.jspecify.annotations.NullMarked;

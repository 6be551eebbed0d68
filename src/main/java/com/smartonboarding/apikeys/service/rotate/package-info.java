/** Rotation: makes the successor, and ends the predecessor. */
@NullMarked
package com.smartonboarding.apikeys.service.rotate;

import org.jspecify.annotations.NullMarked;

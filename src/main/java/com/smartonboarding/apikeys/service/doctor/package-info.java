/** Checks the installation, one class for each area. */
@NullMarked
package com.smartonboarding.apikeys.service.doctor;

import org.jspecify.annotations.NullMarked;

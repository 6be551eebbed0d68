/** What the doctor found. */
@NullMarked
package com.smartonboarding.apikeys.model.doctor;

import org.jspecify.annotations.NullMarked;

/** What the doctor found, in each format. */
@NullMarked
package com.smartonboarding.apikeys.output.doctor;

import org.jspecify.annotations.NullMarked;

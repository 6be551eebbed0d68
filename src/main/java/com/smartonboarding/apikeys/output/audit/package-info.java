/** The audit trail and its end, in each format. */
@NullMarked
package com.smartonboarding.apikeys.output.audit;

import org.jspecify.annotations.NullMarked;

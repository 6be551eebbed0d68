/** The audit trail: what an event says, and the chain that ties it to the one before. */
@NullMarked
package com.smartonboarding.apikeys.audit;

import org.jspecify.annotations.NullMarked;

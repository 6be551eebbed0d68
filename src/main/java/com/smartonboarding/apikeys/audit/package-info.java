/** The audit trail: its events, their canonical form, and the chain that links each event to the one before. */
@NullMarked
package com.smartonboarding.apikeys.audit;

import org.jspecify.annotations.NullMarked;

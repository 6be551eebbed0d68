/** Identifies the invoker, from what the kernel and sudo say and nothing else. */
@NullMarked
package com.smartonboarding.apikeys.identity;

import org.jspecify.annotations.NullMarked;

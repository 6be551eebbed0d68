/** Who is asking, learnt from the kernel and sudo and from nobody else. */
@NullMarked
package com.smartonboarding.apikeys.identity;

import org.jspecify.annotations.NullMarked;

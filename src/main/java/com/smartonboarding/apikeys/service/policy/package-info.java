/** The site's rules for tokens, and what breaks them. */
@NullMarked
package com.smartonboarding.apikeys.service.policy;

import org.jspecify.annotations.NullMarked;

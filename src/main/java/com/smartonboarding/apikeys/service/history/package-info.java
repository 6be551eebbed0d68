/** The life of a token, read from the audit trail. */
@NullMarked
package com.smartonboarding.apikeys.service.history;

import org.jspecify.annotations.NullMarked;

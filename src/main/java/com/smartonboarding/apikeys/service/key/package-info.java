/** The master keys: what the database needs them for, a new key, and the use of a new key for everything. */
@NullMarked
package com.smartonboarding.apikeys.service.key;

import org.jspecify.annotations.NullMarked;

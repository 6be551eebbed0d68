/** Backups of a whole database. */
@NullMarked
package com.smartonboarding.apikeys.service.backup;

import org.jspecify.annotations.NullMarked;

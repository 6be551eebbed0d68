/** The schema, its versions, and what makes or upgrades a database. */
@NullMarked
package com.smartonboarding.apikeys.store.schema;

import org.jspecify.annotations.NullMarked;

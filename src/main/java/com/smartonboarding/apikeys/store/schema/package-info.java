/** The file of a database, the versions of the schema, and the row that identifies the database. */
@NullMarked
package com.smartonboarding.apikeys.store.schema;

import org.jspecify.annotations.NullMarked;

/** The SQLite database through JDBI: opening, schema, repositories; rows leave it only when their MAC is right. */
@NullMarked
package com.smartonboarding.apikeys.store;

import org.jspecify.annotations.NullMarked;

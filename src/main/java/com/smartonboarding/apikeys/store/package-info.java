/**
 * The SQLite database through JDBI: connections, transactions, and one repository for each table. Rows leave it only if
 * their MAC is right.
 */
@NullMarked
package com.smartonboarding.apikeys.store;

import org.jspecify.annotations.NullMarked;

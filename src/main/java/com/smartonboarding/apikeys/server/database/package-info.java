/** The database that the server answers from: it can be missing for a while, and be exchanged for another one. */
@NullMarked
package com.smartonboarding.apikeys.server.database;

import org.jspecify.annotations.NullMarked;

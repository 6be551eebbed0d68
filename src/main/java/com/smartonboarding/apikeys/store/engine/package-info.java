/** SQLite itself: its library, files, locks, errors and space. */
@NullMarked
package com.smartonboarding.apikeys.store.engine;

import org.jspecify.annotations.NullMarked;

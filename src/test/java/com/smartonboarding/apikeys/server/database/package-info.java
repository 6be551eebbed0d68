@NullMarked
package com.smartonboarding.apikeys.server.database;

import org.jspecify.annotations.NullMarked;

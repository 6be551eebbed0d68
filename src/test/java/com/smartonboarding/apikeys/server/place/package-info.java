@NullMarked
package com.smartonboarding.apikeys.server.place;

import org.jspecify.annotations.NullMarked;

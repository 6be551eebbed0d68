@NullMarked
package com.smartonboarding.apikeys.server.log;

import org.jspecify.annotations.NullMarked;

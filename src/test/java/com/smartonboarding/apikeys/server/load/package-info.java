@NullMarked
package com.smartonboarding.apikeys.server.load;

import org.jspecify.annotations.NullMarked;

@NullMarked
package com.smartonboarding.apikeys.server;

import org.jspecify.annotations.NullMarked;

/** What monitoring systems read about the server. */
@NullMarked
package com.smartonboarding.apikeys.server.metrics;

import org.jspecify.annotations.NullMarked;

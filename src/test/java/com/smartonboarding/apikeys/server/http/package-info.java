@NullMarked
package com.smartonboarding.apikeys.server.http;

import org.jspecify.annotations.NullMarked;

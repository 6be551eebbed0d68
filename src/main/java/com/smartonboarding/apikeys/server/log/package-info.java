/** The logs of the server: what happens to it, and what it answers. */
@NullMarked
package com.smartonboarding.apikeys.server.log;

import org.jspecify.annotations.NullMarked;

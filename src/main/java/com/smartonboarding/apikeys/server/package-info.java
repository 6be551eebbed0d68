/** What a server answers over HTTP: forward authentication, token introspection, health. No HTTP library is used here. */
@NullMarked
package com.smartonboarding.apikeys.server;

import org.jspecify.annotations.NullMarked;

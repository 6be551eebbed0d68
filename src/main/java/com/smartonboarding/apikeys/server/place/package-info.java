/** Where a server listens: Unix sockets, loopback addresses, and the socket that the system hands over. */
@NullMarked
package com.smartonboarding.apikeys.server.place;

import org.jspecify.annotations.NullMarked;

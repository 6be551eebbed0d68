/**
 * HTTP/1.0 and 1.1 (RFC 9110, RFC 9112) on Netty, which is used in no other package: from the bytes of a connection to a
 * question, and from its reply to bytes. What a question means is decided elsewhere.
 */
@NullMarked
package com.smartonboarding.apikeys.server.http;

import org.jspecify.annotations.NullMarked;

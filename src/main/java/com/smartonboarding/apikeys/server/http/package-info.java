/**
 * HTTP/1.0 and 1.1 (RFC 9110, RFC 9112). It turns the bytes of a connection into questions, and replies into bytes. Only
 * this package uses Netty.
 */
@NullMarked
package com.smartonboarding.apikeys.server.http;

import org.jspecify.annotations.NullMarked;

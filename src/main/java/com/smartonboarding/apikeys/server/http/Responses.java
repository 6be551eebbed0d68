package com.smartonboarding.apikeys.server.http;

import com.smartonboarding.apikeys.server.Header;
import com.smartonboarding.apikeys.server.Reply;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Makes the responses from replies and refusals. They never repeat anything from a request. */
final class Responses {
    private static final AsciiString NO_STORE = AsciiString.cached("no-store");

    /** Without a second check: a {@link Reply} checks its header lines. */
    private static final HttpHeadersFactory CHECKED =
            DefaultHttpHeadersFactory.headersFactory().withValidation(false);

    private static final HttpHeadersFactory TRAILERS = DefaultHttpHeadersFactory.trailersFactory();

    private final HttpDate date;

    Responses(Clock clock) {
        date = new HttpDate(clock);
    }

    /**
     * The response for a reply.
     *
     * @param toHead whether the request had the method HEAD: the response then has the length of the body, but no body
     *     (RFC 9110, 9.3.2)
     * @param connection what it says about the connection, if anything
     */
    FullHttpResponse of(Reply reply, boolean toHead, @Nullable AsciiString connection) {
        HttpResponseStatus status = HttpResponseStatus.valueOf(reply.status());
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        FullHttpResponse response = response(status, toHead ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body));
        HttpHeaders headers = response.headers();
        for (Header header : reply.headers()) {
            headers.add(header.name(), header.value());
        }
        if (!status.equals(HttpResponseStatus.NO_CONTENT)) { // which must not have a length (RFC 9110, 8.6)
            headers.set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        }
        if (connection != null) {
            headers.set(HttpHeaderNames.CONNECTION, connection);
        }
        return response;
    }

    /** The response for a request that is refused. The connection is closed after it. */
    FullHttpResponse refusal(HttpResponseStatus status) {
        FullHttpResponse response = response(status, Unpooled.EMPTY_BUFFER);
        response.headers()
                .set(HttpHeaderNames.CACHE_CONTROL, NO_STORE)
                .set(HttpHeaderNames.CONTENT_LENGTH, HttpHeaderValues.ZERO)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return response;
    }

    /** The interim response that asks for a body. */
    static FullHttpResponse goOn() {
        return new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER, CHECKED, TRAILERS);
    }

    private FullHttpResponse response(HttpResponseStatus status, ByteBuf body) {
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body, CHECKED, TRAILERS);
        response.headers().set(HttpHeaderNames.DATE, date.now());
        return response;
    }
}

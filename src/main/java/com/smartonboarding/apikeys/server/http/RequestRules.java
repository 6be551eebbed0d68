package com.smartonboarding.apikeys.server.http;

import com.smartonboarding.apikeys.model.text.AsciiSet;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.AsciiString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides, after the header section, which requests are refused. If two programs could read a request differently, it is
 * refused, because a proxy in front of the server may have read it differently (RFC 9112, 11.2).
 */
final class RequestRules {
    /** The characters of a host and a port (RFC 3986, 3.2.2 and 3.2.3). The host may be empty (RFC 9110, 7.2). */
    private static final AsciiSet IN_HOSTS =
            AsciiSet.of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~%!$&'()*+,;=:[]");

    /**
     * Two headers of a draft of WebSocket. If a request has both, Netty expects a body of 8 bytes, and no proxy does. Netty
     * would then read the first 8 bytes of the next request as this body.
     */
    private static final AsciiString DRAFT_1 = AsciiString.cached("Sec-WebSocket-Key1");

    private static final AsciiString DRAFT_2 = AsciiString.cached("Sec-WebSocket-Key2");

    private final Limits limits;

    RequestRules(Limits limits) {
        this.limits = limits;
    }

    /** The status with which the request is refused, or null. */
    @Nullable
    HttpResponseStatus violation(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return unreadable(request.decoderResult().cause());
        }
        HttpHeaders headers = request.headers();
        if (request.protocolVersion().majorVersion() != 1) {
            return HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED;
        }
        if (headers.size() > limits.fields()) {
            return HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
        }
        if (!isHostRight(request) || (headers.contains(DRAFT_1) && headers.contains(DRAFT_2))) {
            return HttpResponseStatus.BAD_REQUEST;
        }
        if (headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            return violationOfCoding(request);
        }
        if (HttpUtil.getContentLength(request, 0L) > limits.body()) {
            return HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE;
        }
        return violationOfExpectation(request);
    }

    /** The status for a request that could not be read to its end. */
    static HttpResponseStatus unreadable(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return HttpResponseStatus.REQUEST_URI_TOO_LONG;
        }
        return cause instanceof TooLongHttpHeaderException
                ? HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
                : HttpResponseStatus.BAD_REQUEST;
    }

    /** Whether the version is older than 1.1. A later one of the same major number is read as 1.1 (RFC 9110, 2.5). */
    static boolean isOld(HttpRequest request) {
        return request.protocolVersion().compareTo(HttpVersion.HTTP_1_1) < 0;
    }

    /** RFC 9112, 3.2: HTTP/1.1 needs exactly one Host, older versions need none, and its characters must be right. */
    private static boolean isHostRight(HttpRequest request) {
        List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
        return hosts.size() <= 1
                && (isOld(request) || hosts.size() == 1)
                && (hosts.isEmpty() || IN_HOSTS.hasAll(hosts.get(0)));
    }

    /**
     * RFC 9112, 6.1 and 6.3: older versions have no transfer coding, there must be no length beside it, and the last coding
     * must be chunked. The server knows no other coding.
     */
    private @Nullable HttpResponseStatus violationOfCoding(HttpRequest request) {
        List<String> codings = request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        String last = codings.get(codings.size() - 1);
        String name = last.substring(last.lastIndexOf(',') + 1).strip();
        if (isOld(request)
                || request.headers().contains(HttpHeaderNames.CONTENT_LENGTH)
                || !HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(name)) {
            return HttpResponseStatus.BAD_REQUEST;
        }
        return codings.size() == 1 && last.equals(name)
                ? violationOfExpectation(request)
                : HttpResponseStatus.NOT_IMPLEMENTED;
    }

    /** RFC 9110, 10.1.1: only {@code 100-continue} can be expected. Older versions have no expectations. */
    private static @Nullable HttpResponseStatus violationOfExpectation(HttpRequest request) {
        if (!isOld(request)) {
            for (String expected : request.headers().getAll(HttpHeaderNames.EXPECT)) {
                if (!HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(expected)) {
                    return HttpResponseStatus.EXPECTATION_FAILED;
                }
            }
        }
        return null;
    }
}

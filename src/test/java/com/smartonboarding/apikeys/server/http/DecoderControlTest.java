package com.smartonboarding.apikeys.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The control for {@link RefusalTest}: what Netty's decoder takes without the rules of ours. */
class DecoderControlTest {
    private static final String NEXT = "GET /next HTTP/1.1\r\nHost: here\r\n\r\n";

    /** The URIs of all requests that are read, and the bodies. */
    private static List<String> read(String bytes) {
        EmbeddedChannel channel = new EmbeddedChannel(new HttpRequestDecoder());
        channel.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1));
        List<String> read = new ArrayList<>();
        for (Object part = channel.readInbound(); part != null; part = channel.readInbound()) {
            if (part instanceof HttpRequest request) {
                read.add(
                        request.decoderResult().isSuccess()
                                ? request.uri()
                                : "bad: " + request.decoderResult().cause());
            }
            if (part instanceof HttpContent content) {
                if (content.content().isReadable()) {
                    read.add(new String(ByteBufUtil.getBytes(content.content()), StandardCharsets.ISO_8859_1));
                }
                content.release();
            }
        }
        channel.finishAndReleaseAll();
        return read;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET  /first HTTP/1.1\r\nHost: here\r\n\r\n",
                "GET\t/first HTTP/1.1\r\nHost: here\r\n\r\n",
                " GET /first HTTP/1.1\r\nHost: here\r\n\r\n",
                "\nGET /first HTTP/1.1\r\nHost: here\r\n\r\n",
                "GET /first http/1.1\r\nHost: here\r\n\r\n",
                "GET /first HTTP/7.1\r\nHost: here\r\n\r\n",
                "GET /first HTTP/1.1\r\n\r\n",
                "GET /first HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            })
    void nettyTakesIt(String first) {
        assertThat(read(first + NEXT)).containsExactly("/first", "/next");
    }

    @Test
    void nettyTakesTheNextRequestForABody() {
        assertThat(read("GET /first HTTP/1.1\r\nHost: here\r\nSec-WebSocket-Key1: a\r\nSec-WebSocket-Key2: b\r\n\r\n"
                        + NEXT.repeat(2)))
                .startsWith("/first", "GET /nex")
                .doesNotContain("/next /next");
    }

    @Test
    void nettyReadsAllThatWasPipelinedAtOnce() {
        assertThat(read(NEXT.repeat(2_000))).hasSize(2_000);
    }
}

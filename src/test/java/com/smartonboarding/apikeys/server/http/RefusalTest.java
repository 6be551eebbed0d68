package com.smartonboarding.apikeys.server.http;

import static com.smartonboarding.apikeys.server.http.TestServer.GET;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What two programs could read differently is refused, and nothing behind it is read. In the tables, {@code |} is the end
 * of a line, {@code ~} a line feed alone, {@code ^} a carriage return alone, {@code @} a NUL.
 */
class RefusalTest {
    private static final String CODE = "sok_7Kq2mZ0aLx3P_0123456789012345678901234567890112abcdef";
    private static final String HOST = "Host: here|";

    @TempDir
    Path folder;

    private TestServer server;

    @BeforeEach
    void start() {
        server = new TestServer(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String bytes(String text) {
        return text.replace("|", "\r\n")
                .replace('~', '\n')
                .replace('^', '\r')
                .replace('@', '\0')
                .replace("CODE", CODE);
    }

    private void refuses(int status, String request) {
        String answers = server.talk(GET + request + GET);

        assertThat(answers).startsWith("HTTP/1.1 200 OK\r\n").containsOnlyOnce("200 OK");
        String refusal = answers.substring(answers.indexOf("/verify") + "/verify".length());
        assertThat(refusal)
                .startsWith("HTTP/1.1 " + status + " ")
                .containsOnlyOnce("HTTP/1.1")
                .containsIgnoringCase("connection: close\r\n")
                .containsIgnoringCase("content-length: 0\r\n")
                .containsIgnoringCase("cache-control: no-store\r\n")
                .containsIgnoringCase("date: Fri, 05 Mar 2027 08:07:06 GMT\r\n")
                .endsWith("\r\n\r\n")
                .doesNotContain(CODE, "sok_");
        assertThat(server.questions).hasSize(1);
        assertThat(server.refused).containsExactly(status);
        assertThat(server.failures).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 3|Content-Length: 4||abcd",
                "Content-Length: 3|Content-Length: 3||abc",
                "Content-Length: 3, 3||abc",
                "Content-Length: 3, 4||abcd",
                "Content-Length: +3||abc",
                "Content-Length: -1||abc",
                "Content-Length: 0x3||abc",
                "Content-Length: 3 3||abc",
                "Content-Length:||abc",
                "Content-Length: 99999999999999999999||abc",
                "Content-Length: 3|Transfer-Encoding: chunked||0||",
                "Transfer-Encoding: chunked|Content-Length: 3||0||",
                "Content-Length : 3||abc",
                "Content-Length\t: 3||abc",
                "Content-Length: 3|Transfer-Encoding:^chunked||0||",
            })
    void aBodyWithTwoOrBadLengthsIsRefused(String headers) {
        refuses(400, bytes("POST /verify HTTP/1.1|" + HOST + headers));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.0", "HTTP/1.1", "HTTP/1.2"})
    void aLengthBesideChunksIsRefusedInEachVersion(String version) {
        refuses(
                400,
                bytes("POST /verify " + version + "|" + HOST + "Transfer-Encoding: chunked|Content-Length: 5||0||"));
    }

    @Test
    void chunksAreRefusedFromAnOldClient() {
        refuses(400, bytes("POST /verify HTTP/1.0|" + HOST + "Transfer-Encoding: chunked||3|abc|0||"));
    }

    @ParameterizedTest
    @CsvSource({
        "400, xchunked",
        "400, 'chunked, identity'",
        "400, identity",
        "400, chunked;q=1",
        "400, '\u000bchunked'",
        "400, ''",
        "501, 'gzip, chunked'",
        "400, 'chunked, chunked'",
    })
    void noOtherTransferCodingIsKnown(int status, String coding) {
        refuses(status, bytes("POST /verify HTTP/1.1|" + HOST + "Transfer-Encoding: " + coding + "||3|abc|0||"));
    }

    @Test
    void aTransferCodingInTwoLinesIsRefused() {
        refuses(
                501,
                bytes("POST /verify HTTP/1.1|" + HOST
                        + "Transfer-Encoding: gzip|Transfer-Encoding: chunked||3|abc|0||"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zz|abc|0||", // no digits
                "|abc|0||",
                "-3|abc|0||",
                "0x3|abc|0||",
                "3|abcXX0||", // no end of line after the data
                "3|abcd|0||",
                "3~abc~0~~", // line feeds alone
                "3;a=b~|abc|0||",
                "3|abc|0|~", // in the trailer
                "3|abc|0|X A: b||",
                "3|abc|0|X-A: a@b||",
                "fffffffff|abc|0||",
                "100000003|abc|0||",
            })
    void badChunksAreRefused(String chunks) {
        refuses(400, bytes("POST /verify HTTP/1.1|" + HOST + "Transfer-Encoding: chunked||" + chunks));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X A: CODE||",
                "X-A : CODE||",
                "CODE||",
                ": CODE||",
                "X@A: CODE||",
                "X-A: CODE@||",
                "X-A: CODE\u0001||",
                "X-A: CODE\u007f||",
                "X-A: a^b||",
                "X-A: a^Transfer-Encoding: chunked||",
                "X-A: a~||",
                "X-A: a~Content-Length: 5||",
                "X-A: a|~",
                "X\u00e9: a||",
                "(X): a||",
            })
    void badHeadersAreRefused(String headers) {
        refuses(400, bytes("GET /verify HTTP/1.1|" + HOST + headers));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /CODE|" + HOST + "|",
                "GET /CODE HTTP/1.1 |" + HOST + "|",
                "GET  /CODE HTTP/1.1|" + HOST + "|",
                "GET /CODE  HTTP/1.1|" + HOST + "|",
                "GET\t/CODE HTTP/1.1|" + HOST + "|",
                "GET /CODE\u000bHTTP/1.1|" + HOST + "|",
                "GET^/CODE HTTP/1.1|" + HOST + "|",
                "GET /CODE HTTP/1.1^|" + HOST + "|",
                "GET /CODE HTTP/1.1~" + HOST + "|",
                " GET /CODE HTTP/1.1|" + HOST + "|",
                "@GET /CODE HTTP/1.1|" + HOST + "|",
                "~GET /CODE HTTP/1.1|" + HOST + "|",
                "^GET /CODE HTTP/1.1|" + HOST + "|",
                "|~GET /CODE HTTP/1.1|" + HOST + "|",
                "\u00efGET /CODE HTTP/1.1|" + HOST + "|",
                "GE(T /CODE HTTP/1.1|" + HOST + "|",
                "GET /CODE a HTTP/1.1|" + HOST + "|",
                "GET CODE HTTP/1.1|" + HOST + "|",
                "GET ftp://here/CODE HTTP/1.1|" + HOST + "|",
                "GET http:///CODE HTTP/1.1|" + HOST + "|",
                "CONNECT here:1 HTTP/1.1|" + HOST + "|",
                "GET /CODE\u0001 HTTP/1.1|" + HOST + "|",
                "GET /CODE\u00e9 HTTP/1.1|" + HOST + "|",
                "GET /CODE http/1.1|" + HOST + "|",
                "GET /CODE HTTP/1.10|" + HOST + "|",
                "GET /CODE HTTP/01.1|" + HOST + "|",
                "GET /CODE HTTP/1|" + HOST + "|",
                "GET /CODE XTTP/1.1|" + HOST + "|",
                "GET /CODE HTTP/1.1| " + HOST + "|",
                "\u0016\u0003\u0001\u0002@\u0001@\u0001\u00fc\u0003\u0003CODE||",
            })
    void badRequestLinesAreRefused(String request) {
        refuses(400, bytes(request));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/2.0", "HTTP/0.9", "HTTP/3.1"})
    void anotherVersionIsNotSpoken(String version) {
        refuses(505, bytes("GET /CODE " + version + "|" + HOST + "|"));
    }

    @Test
    void http2WithoutAnUpgradeIsNotSpoken() {
        refuses(505, bytes("PRI * HTTP/2.0||SM||"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1||",
                "HTTP/1.2||",
                "HTTP/1.1|Host: a|Host: b||",
                "HTTP/1.1|Host: a|Host: a||",
                "HTTP/1.0|Host: a|Host: b||",
                "HTTP/1.1|Host: a b||",
                "HTTP/1.1|Host: a/b||",
                "HTTP/1.1|Host: a@||",
                "HTTP/1.1|Host: h\u00e9re||",
            })
    void aRequestHasExactlyOneHost(String rest) {
        refuses(400, bytes("GET /CODE " + rest));
    }

    @Test
    void aHostHasNoUser() {
        refuses(400, "GET /verify HTTP/1.1\r\nHost: user@here\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "here", "here:80", "[::1]:80", "%2Frun%2Fapikeys.sock"})
    void hostsThatClientsSendAreTaken(String host) {
        try (Client client = server.client()) {
            assertThat(client.send("GET /verify HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void noOtherExpectationIsMet() {
        refuses(417, bytes("POST /verify HTTP/1.1|" + HOST + "Expect: more|Content-Length: 3||abc"));
    }

    /** Otherwise the server would take the first eight bytes of the next request for the body of this one. */
    @Test
    void aDraftOfWebSocketGivesARequestNoBody() {
        refuses(400, bytes("GET /verify HTTP/1.1|" + HOST + "Sec-WebSocket-Key1: a|Sec-WebSocket-Key2: b||"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Upgrade: h2c|Connection: Upgrade, HTTP2-Settings|HTTP2-Settings: AAMAAABk|",
                "Upgrade: websocket|"
            })
    void noOtherProtocolIsTaken(String headers) {
        try (Client client = server.client()) {
            client.send(bytes("GET /verify HTTP/1.1|" + HOST + headers + "|") + GET);
            assertThat(client.status()).isEqualTo(200);
            assertThat(client.status()).isEqualTo(200);
        }
    }

    @Test
    void aRequestThatEndsTooEarlyIsNoQuestion() {
        for (String part : new String[] {
            "G", "GET /verify HTTP/1.1|Host: here|", "POST / HTTP/1.1|Host: here|Content-Length: 3||ab"
        }) {
            assertThat(server.talk(bytes(part))).isEmpty();
        }
        assertThat(server.talk(bytes("POST / HTTP/1.1|Host: here|Transfer-Encoding: chunked||3|abc|")))
                .isEmpty();
        assertThat(server.questions).isEmpty();
    }
}

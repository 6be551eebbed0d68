package com.smartonboarding.apikeys.server.http;

import static com.smartonboarding.apikeys.server.http.TestServer.GET;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers over a real socket. */
class HttpServerTest {
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
        assertThat(server.failures).isEmpty();
    }

    @Test
    void aConnectionIsKeptForTheNextRequest() {
        try (Client client = server.client()) {
            assertThat(client.send(GET).answer().body()).isEqualTo("/verify");
            assertThat(client.send(GET).answer().body()).isEqualTo("/verify");
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInTheirOrder() {
        try (Client client = server.client()) {
            client.send("GET /1 HTTP/1.1\r\nHost: here\r\n\r\nGET /2 HTTP/1.1\r\nHost: here\r\n\r\n");
            assertThat(client.answer().body()).isEqualTo("/1");
            assertThat(client.answer().body()).isEqualTo("/2");
        }
    }
}

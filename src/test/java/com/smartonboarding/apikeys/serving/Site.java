package com.smartonboarding.apikeys.serving;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A site as its clients see it. */
final class Site {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;

    Site(InetSocketAddress address) {
        base = "http://" + Background.text(address);
    }

    /**
     * Sends a body to a path of the site.
     *
     * @param code null for none
     * @param headers more of them: names and values
     */
    HttpResponse<String> post(String path, @Nullable String code, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofMinutes(1))
                .POST(HttpRequest.BodyPublishers.ofString("a question"));
        if (code != null) {
            request.header("Authorization", "Bearer " + code);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}

package com.smartonboarding.apikeys.serving;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The application behind a web server. It keeps what reached it. */
final class Application {
    private final HttpServer server;
    private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();

    /** A request that was let in. */
    record Arrival(String path, Headers headers, String body) {}

    Application() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            arrivals.add(new Arrival(exchange.getRequestURI().getPath(), exchange.getRequestHeaders(), body));
            exchange.sendResponseHeaders(200, 7);
            exchange.getResponseBody().write("welcome".getBytes(StandardCharsets.UTF_8));
        }
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    /** What reached it since the last call. */
    List<Arrival> takeArrivals() {
        List<Arrival> taken = List.copyOf(arrivals);
        arrivals.clear();
        return taken;
    }

    void end() {
        server.stop(0);
    }
}

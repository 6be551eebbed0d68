package com.smartonboarding.apikeys.server.http;

import com.smartonboarding.apikeys.files.FileGuard;
import com.smartonboarding.apikeys.identity.ProcessIds;
import com.smartonboarding.apikeys.server.Outcome;
import com.smartonboarding.apikeys.server.Question;
import com.smartonboarding.apikeys.server.Reply;
import com.smartonboarding.apikeys.server.place.OpenPlace;
import com.smartonboarding.apikeys.server.place.Place;
import com.smartonboarding.apikeys.server.place.SocketAccess;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A server at a Unix socket in a folder, which remembers what it was asked. */
final class TestServer implements AutoCloseable {
    static final Limits LIMITS = Limits.of(1_024, Duration.ofSeconds(60));
    static final Clock CLOCK = Clock.fixed(Instant.parse("2027-03-05T08:07:06.5Z"), ZoneOffset.UTC);
    static final String GET = "GET /verify HTTP/1.1\r\nHost: here\r\n\r\n";

    final List<Question> questions = Collections.synchronizedList(new ArrayList<>());
    final List<Integer> refused = Collections.synchronizedList(new ArrayList<>());
    final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    final List<String> notAccepted = Collections.synchronizedList(new ArrayList<>());
    final HttpServer server;
    final Path socket;
    private boolean drained;

    TestServer(Path folder, Limits limits, Function<Question, CompletableFuture<Reply>> answers) {
        server = new HttpServer(limits, CLOCK, new HttpEvents() {
            @Override
            public void refused(int status) {
                refused.add(status);
            }

            @Override
            public void failed(Throwable failure) {
                failures.add(failure);
            }

            @Override
            public void cannotAccept(String reason) {
                notAccepted.add(reason);
            }
        });
        socket = folder.resolve("s");
        OpenPlace place = open(socket.toString());
        server.listen(place, question -> {
            questions.add(question);
            return answers.apply(question);
        });
    }

    /** Answers at once, with the path. */
    TestServer(Path folder) {
        this(folder, LIMITS, question -> CompletableFuture.completedFuture(reply(question.path())));
    }

    static OpenPlace open(String place) {
        FileGuard guard = new FileGuard(ProcessIds.read().filesystem(), true);
        return Place.of("--listen", place).open(SocketAccess.of(guard, null, new Random()));
    }

    static Reply reply(String body) {
        return Reply.of(200, new Outcome("verify", "valid"), "text/plain", body);
    }

    Client client() {
        return new Client(socket);
    }

    /** The whole answer to these bytes, and whatever comes after it until the server closes. */
    String talk(String bytes) {
        try (Client client = client()) {
            return client.send(bytes).end().rest();
        }
    }

    int drain(Duration most) {
        drained = true;
        return server.drain(most);
    }

    @Override
    public void close() {
        if (!drained) {
            drain(Duration.ZERO);
        }
    }
}

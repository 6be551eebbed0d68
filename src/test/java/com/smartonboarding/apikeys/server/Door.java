package com.smartonboarding.apikeys.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.model.TokenCode;
import com.smartonboarding.apikeys.server.Router.Listener;
import com.smartonboarding.apikeys.verifier.TokenVerifier;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** All endpoints on a real database, without sockets. Answers that are delayed wait until the test lets them go. */
final class Door implements AutoCloseable {
    final List<Failure> failures = Collections.synchronizedList(new ArrayList<>());
    final List<Throwable> bugs = Collections.synchronizedList(new ArrayList<>());
    final ConcurrentLinkedQueue<Runnable> delayed = new ConcurrentLinkedQueue<>();
    final Readiness readiness;
    private final Cli cli;
    private final TokenVerifier verifier;
    private final VerificationQueue queue;
    private final Router router;
    private volatile Instant now = Cli.START;
    private volatile @Nullable Failure failing;

    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };

    /** The endpoints of a server with these headers for the code and the address. */
    Door(Cli cli, @Nullable String codeHeader, @Nullable String addressHeader) {
        this.cli = cli;
        cli.run("generate", "--label", "first").exits(ExitCode.OK); // so that there is a database
        verifier = TokenVerifier.open(cli.database(), cli.keyFile(), clock, failures::add);
        readiness = new Readiness(
                clock,
                () -> {
                    failIfToldTo();
                    verifier.probe();
                },
                new News());
        CodeVerifier watched = readiness.watching(new WaitingVerifier(presentations -> {
            failIfToldTo();
            return verifier.verifyAll(presentations);
        }));
        queue = new VerificationQueue(watched, task -> false, () -> Duration.ofMinutes(1), 100, 2);
        SlowDown slowDown = new SlowDown(clock, 4_000, delayed::add);
        ClientAddress address = new ClientAddress(addressHeader);
        router = new Router(
                new ForwardAuthentication(queue, new BearerCode(codeHeader), address, slowDown),
                new Introspection(queue, address, slowDown),
                question -> {
                    throw new IllegalStateException("a bug");
                },
                readiness,
                false,
                bugs::add);
    }

    Door(Cli cli) {
        this(cli, null, null);
    }

    private void failIfToldTo() {
        Failure failure = failing;
        if (failure != null) {
            throw failure;
        }
    }

    /** The answer to this request, which must come without delay. */
    Reply ask(Question question) {
        return later(question).orTimeout(1, TimeUnit.MINUTES).join();
    }

    CompletableFuture<Reply> later(Question question) {
        return router.answer(Listener.MAIN, question);
    }

    /** Generates a token, and returns its code. */
    String generate(String label, String... options) {
        List<String> words = new ArrayList<>(List.of("generate", "--label", label));
        words.addAll(List.of(options));
        return cli.run(words.toArray(String[]::new)).exits(ExitCode.OK).line();
    }

    void run(String line) {
        cli.run(line.split(" ", -1)).exits(ExitCode.OK);
    }

    /** A field of a token, after all accesses were recorded. */
    String field(String label, String name) {
        verifier.flush();
        return cli.run("show", label, "--field", name).exits(ExitCode.OK).out().strip();
    }

    void at(Instant time) {
        now = time;
        cli.at(time);
    }

    /** Makes every use of the database fail from now on; null ends that. */
    void failWith(@Nullable Failure failure) {
        failing = failure;
    }

    /** Checks that no part of the secret is in this answer, or in what logs say about it. */
    static void assertKeepsSecret(Reply reply, String code) {
        StringBuilder all = new StringBuilder(reply.toString()).append(reply.body());
        reply.headers().forEach(header -> all.append(header.name()).append(header.value()));
        for (int i = "sok_0123456789ab_".length(); i + 6 <= Math.min(code.length(), TokenCode.LENGTH); i++) {
            assertThat(all).doesNotContain(code.substring(i, i + 6));
        }
    }

    @Override
    public void close() {
        queue.close();
        verifier.close();
    }
}

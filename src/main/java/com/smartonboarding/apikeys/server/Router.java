package com.smartonboarding.apikeys.server;

import com.smartonboarding.apikeys.failure.Failure;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Gives each request to the endpoint of its path. Whatever happens, the request gets an answer. */
public final class Router {
    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final String RETRY_AFTER_SECONDS = "1";

    private final Endpoint verify;
    private final Endpoint introspect;
    private final Endpoint metrics;
    private final Readiness readiness;
    private final boolean statusIsApart;
    private final Consumer<Throwable> bugs;

    /** What a request came through. */
    public enum Listener {
        /** For proxies and servers. */
        MAIN,
        /** For those who watch the server. */
        STATUS
    }

    /**
     * A router.
     *
     * @param statusIsApart whether the status has listeners of its own; the main ones then do not tell it
     * @param bugs gets what an endpoint should never throw; the client learns nothing of it
     */
    public Router(
            Endpoint verify,
            Endpoint introspect,
            Endpoint metrics,
            Readiness readiness,
            boolean statusIsApart,
            Consumer<Throwable> bugs) {
        this.verify = verify;
        this.introspect = introspect;
        this.metrics = metrics;
        this.readiness = readiness;
        this.statusIsApart = statusIsApart;
        this.bugs = bugs;
    }

    /** The answer, now or later. It never fails. */
    public CompletableFuture<Reply> answer(Listener listener, Question question) {
        String word = word(listener, question.path());
        CompletableFuture<Reply> reply;
        try {
            reply = answer(word, question);
        } catch (RuntimeException e) {
            reply = CompletableFuture.failedFuture(e);
        }
        return reply.exceptionally(failure -> failed(word, failure));
    }

    private CompletableFuture<Reply> answer(String word, Question question) {
        return switch (word) {
            case ForwardAuthentication.WORD -> verify.answer(question);
            case Introspection.WORD ->
                question.method().equals("POST") ? introspect.answer(question) : notAllowed(word, "POST");
            case "healthz", "readyz", "metrics" ->
                READING.contains(question.method()) ? status(word, question) : notAllowed(word, "GET, HEAD");
            default -> now(Reply.text(404, new Outcome(word, "not_found"), "There is nothing here."));
        };
    }

    private CompletableFuture<Reply> status(String word, Question question) {
        if (word.equals("metrics")) {
            return metrics.answer(question);
        }
        String obstacle = word.equals("healthz") ? "" : readiness.obstacle();
        Outcome outcome = new Outcome(word, obstacle.isEmpty() ? "ok" : "not_ready");
        return now(obstacle.isEmpty() ? Reply.text(200, outcome, "ok") : Reply.text(503, outcome, obstacle));
    }

    /** The word for the endpoint with this path, which is compared as it was received. */
    private String word(Listener listener, String path) {
        boolean isMain = listener == Listener.MAIN;
        boolean tellsStatus = !isMain || !statusIsApart;
        if (isMain && (path.equals("/verify") || path.startsWith("/verify/"))) {
            return ForwardAuthentication.WORD;
        }
        if (isMain && path.equals("/introspect")) {
            return Introspection.WORD;
        }
        return tellsStatus && List.of("/healthz", "/readyz", "/metrics").contains(path) ? path.substring(1) : "other";
    }

    private static CompletableFuture<Reply> notAllowed(String word, String methods) {
        return now(Reply.text(
                405, new Outcome(word, "method_not_allowed"), "Use " + methods + ".", new Header("Allow", methods)));
    }

    private Reply failed(String word, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof Failure || cause instanceof TimeoutException) {
            return Reply.text(
                    503,
                    new Outcome(word, "unavailable"),
                    "The token database does not answer.",
                    new Header("Retry-After", RETRY_AFTER_SECONDS));
        }
        bugs.accept(cause);
        return Reply.text(500, new Outcome(word, "internal_error"), "Something went wrong.");
    }

    private static CompletableFuture<Reply> now(Reply reply) {
        return CompletableFuture.completedFuture(reply);
    }
}

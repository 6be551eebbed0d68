package com.smartonboarding.apikeys.cli.command.serve;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.ToolVersion;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.output.serve.ServeEvent;
import com.smartonboarding.apikeys.output.serve.ServeStart;
import com.smartonboarding.apikeys.server.ForwardAuthentication;
import com.smartonboarding.apikeys.server.Introspection;
import com.smartonboarding.apikeys.server.Readiness;
import com.smartonboarding.apikeys.server.Router;
import com.smartonboarding.apikeys.server.SlowDown;
import com.smartonboarding.apikeys.server.VerificationQueue;
import com.smartonboarding.apikeys.server.database.CurrentVerifier;
import com.smartonboarding.apikeys.server.http.HttpServer;
import com.smartonboarding.apikeys.server.metrics.Gauges;
import com.smartonboarding.apikeys.server.metrics.Metrics;
import com.smartonboarding.apikeys.server.place.OpenPlace;
import com.smartonboarding.apikeys.server.place.Place;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The server, from its start to its end. */
final class Serving {
    /** How long nobody may have asked the database before the server itself asks it. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(5);

    /** How long recording the last accesses may take at least, if the last answers took all the time for the end. */
    private static final Duration TO_RECORD = Duration.ofSeconds(1);

    private final Context context;
    private final ServeOptions options;
    private final Clock clock;
    private final Signals signals = new Signals();
    private final ServiceManager manager;
    private final Logs logs;
    private final CurrentVerifier verifier;
    private final Readiness readiness;
    private final Metrics metrics = new Metrics();
    private final AnswerWatch watch;
    /** How long a request waits for the lock of the database. A reload can change it. */
    private volatile Duration patience;

    Serving(Context context, ServeOptions options) {
        this.context = context;
        this.options = options;
        clock = context.host().clock();
        patience = context.requestPatience();
        manager = new ServiceManager(context.host().environment());
        logs = new Logs(context.host(), options.accessLog());
        verifier = new CurrentVerifier(
                () -> context.verifierForRequests(logs::upgraded, logs::notRecorded), () -> patience);
        readiness = new Readiness(clock, verifier::probe, logs);
        watch = new AnswerWatch(metrics, logs, options.address(), clock);
    }

    /** Serves until SIGTERM or SIGINT comes. Fails if it cannot begin. */
    void run() {
        signals.listen(() -> guarded(this::reload));
        try (logs) {
            verifier.open();
            try {
                List<OpenPlace> places = open(options.listen());
                serve(places, openAfter(places, options.status()));
            } finally {
                verifier.end(Duration.ZERO);
            }
        }
    }

    private List<OpenPlace> openAfter(List<OpenPlace> before, List<Place> places) {
        try {
            return open(places);
        } catch (RuntimeException e) {
            before.forEach(OpenPlace::close);
            throw e;
        }
    }

    private List<OpenPlace> open(List<Place> places) {
        List<OpenPlace> open = new ArrayList<>();
        for (Place place : places) {
            try {
                open.add(place.open(options.access()));
            } catch (RuntimeException e) {
                open.forEach(OpenPlace::close);
                throw e;
            }
        }
        return open;
    }

    private void serve(List<OpenPlace> places, List<OpenPlace> statusPlaces) {
        HttpServer http = new HttpServer(options.limits(), clock, watch);
        VerificationQueue queue = new VerificationQueue(readiness.watching(verifier), http, () -> patience);
        Router router = router(queue);
        metrics.measure(new Gauges(this::databaseAge, verifier::accessesPending, http::connections, logs::lost));
        places.forEach(place -> http.listen(place, watch.over(router, Router.Listener.MAIN)));
        statusPlaces.forEach(place -> http.listen(place, watch.over(router, Router.Listener.STATUS)));
        readiness.ask();
        manager.ready();
        started(places, statusPlaces);
        ScheduledExecutorService timer = new ScheduledThreadPoolExecutor(1, Serving::background);
        var unused = timer.scheduleWithFixedDelay(() -> guarded(this::breakSilence), 1, 1, TimeUnit.SECONDS);
        String signal = signals.awaitEnd();
        timer.shutdown();
        stop(signal, http, queue);
    }

    private Router router(VerificationQueue queue) {
        SlowDown slowDown = new SlowDown(clock, options.limits().connections());
        return new Router(
                new ForwardAuthentication(queue, options.code(), options.address(), slowDown),
                new Introspection(queue, options.address(), slowDown),
                metrics,
                readiness,
                options.statusIsApart(),
                watch::failed);
    }

    private void started(List<OpenPlace> places, List<OpenPlace> statusPlaces) {
        boolean networksChecked = options.address().header() != null;
        ServeStart start = new ServeStart(ToolVersion.TEXT, names(places), names(statusPlaces), networksChecked);
        List<String> sentences = new ArrayList<>();
        sentences.add("Listening at " + String.join(" and ", start.listen()) + ".");
        if (options.statusIsApart()) {
            sentences.add("The status is at " + String.join(" and ", start.statusListen()) + ".");
        }
        if (!networksChecked) {
            sentences.add("The networks of tokens are not checked, because --address-header is not given.");
        }
        sentences.addAll(options.obstacles());
        logs.events().started(start, String.join(" ", sentences));
    }

    private static List<String> names(List<OpenPlace> places) {
        return places.stream().map(OpenPlace::name).toList();
    }

    /** A thread that ends by an exception would print it. */
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            watch.failed(e);
        }
    }

    /** Finds out that a database that nobody asks has changed its state. */
    private void breakSilence() {
        boolean silent = readiness
                .lastAnswer()
                .map(at -> !now().isBefore(at.plus(LONGEST_SILENCE)))
                .orElse(true);
        if (silent || !readiness.obstacle().isEmpty()) {
            readiness.ask();
        }
    }

    private void reload() {
        try {
            verifier.reload();
            patience = context.requestPatience();
            logs.events().say(ServeEvent.RELOADED, "The configuration was read again. Options need a restart.");
            readiness.ask();
        } catch (Failure e) {
            logs.events()
                    .say(
                            ServeEvent.RELOAD_FAILED,
                            "The configuration was read again, but cannot be used, so the server goes on as before: "
                                    + e.fact());
        }
    }

    private void stop(String signal, HttpServer http, VerificationQueue queue) {
        long began = System.nanoTime();
        readiness.drain();
        manager.stopping();
        logs.events().say(ServeEvent.STOPPING, signal + " came. The server finishes what it has begun.");
        int cut = http.drain(options.drain());
        Duration left = options.drain().minusNanos(System.nanoTime() - began);
        int lost = recordLast(queue, left.compareTo(TO_RECORD) < 0 ? TO_RECORD : left);
        logs.events().say(ServeEvent.STOPPED, farewell(cut, lost));
    }

    /** Records the last accesses. If that takes too long, it is left undone. Returns how many are lost. */
    private int recordLast(VerificationQueue queue, Duration most) {
        CompletableFuture<Integer> lost = CompletableFuture.supplyAsync(
                () -> {
                    queue.close();
                    return verifier.end(most);
                },
                task -> background(task).start());
        try {
            return lost.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return verifier.accessesPending();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the end", e);
        }
    }

    private static String farewell(int cut, int lost) {
        if (cut == 0 && lost == 0) {
            return "Every request was answered, and every access is recorded.";
        }
        return (cut == 0 ? "" : "Connections that were cut off: " + cut + ". ")
                + (lost == 0 ? "Every access is recorded." : "Tokens whose last access is not recorded: " + lost + ".");
    }

    private Optional<Duration> databaseAge() {
        return readiness.lastAnswer().map(at -> Duration.between(at, now()));
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    private static Thread background(Runnable task) {
        Thread thread = new Thread(task, "apikeys watch");
        thread.setDaemon(true);
        return thread;
    }
}

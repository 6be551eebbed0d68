package com.smartonboarding.apikeys.cli.command.serve;

import com.smartonboarding.apikeys.output.serve.AnswerLine;
import com.smartonboarding.apikeys.output.serve.ServeEvent;
import com.smartonboarding.apikeys.server.ClientAddress;
import com.smartonboarding.apikeys.server.Outcome;
import com.smartonboarding.apikeys.server.Question;
import com.smartonboarding.apikeys.server.Reply;
import com.smartonboarding.apikeys.server.Router;
import com.smartonboarding.apikeys.server.http.HttpEvents;
import com.smartonboarding.apikeys.server.log.LineWriter;
import com.smartonboarding.apikeys.server.metrics.Metrics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Counts every answer, logs it if that is wanted, and logs what a person has to look at. */
final class AnswerWatch implements HttpEvents {
    /** The result of requests without the address of the client. */
    private static final String NO_ADDRESS = "no_address";

    private final Metrics metrics;
    private final Logs logs;
    private final ClientAddress address;
    private final Clock clock;

    AnswerWatch(Metrics metrics, Logs logs, ClientAddress address, Clock clock) {
        this.metrics = metrics;
        this.logs = logs;
        this.address = address;
        this.clock = clock;
    }

    /** What answers the requests that come through a listener, with a look at each answer. */
    Function<Question, CompletableFuture<Reply>> over(Router router, Router.Listener listener) {
        return question -> {
            long began = System.nanoTime();
            return router.answer(listener, question).thenApply(reply -> {
                answered(reply, Duration.ofNanos(System.nanoTime() - began));
                return reply;
            });
        };
    }

    private void answered(Reply reply, Duration time) {
        Outcome outcome = reply.outcome();
        answered(outcome, reply.status(), time);
        if (outcome.result().equals(NO_ADDRESS)) {
            logs.events()
                    .sayOnce(
                            ServeEvent.ADDRESS_MISSING,
                            "A request was answered 400, because it has no header " + address.header()
                                    + " (--address-header) with an address. The proxy must set this header in every"
                                    + " request.");
        }
    }

    @Override
    public void refused(int status) {
        answered(new Outcome("none", "refused"), status, Duration.ZERO);
    }

    @Override
    public void failed(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        logs.events()
                .sayOnce(
                        ServeEvent.INTERNAL_ERROR,
                        "This is a bug in apikeys: " + failure.getClass().getName()
                                + (trace.length == 0 ? "" : " at " + trace[0])
                                + ". Report this line.");
    }

    @Override
    public void cannotAccept(String reason) {
        logs.events().sayOnce(ServeEvent.CANNOT_ACCEPT, "Connections could not be accepted: " + reason + ".");
    }

    private void answered(Outcome outcome, int status, Duration time) {
        metrics.count(outcome, time);
        LineWriter lines = logs.answerLines();
        if (lines != null) {
            Instant now = Instant.ofEpochMilli(clock.millis());
            lines.write(() -> new AnswerLine(
                            now, outcome.endpoint(), status, outcome.result(), outcome.tokenId(), outcome.from(), time)
                    .json());
        }
    }
}

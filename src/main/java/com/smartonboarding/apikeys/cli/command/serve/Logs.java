package com.smartonboarding.apikeys.cli.command.serve;

import com.smartonboarding.apikeys.cli.Host;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.output.serve.ServeEvent;
import com.smartonboarding.apikeys.secret.Redactor;
import com.smartonboarding.apikeys.server.Readiness;
import com.smartonboarding.apikeys.server.log.EventLog;
import com.smartonboarding.apikeys.server.log.LineWriter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Both logs of a server: events on standard error, and answers, if that is wanted, on standard output. */
final class Logs implements AutoCloseable, Readiness.Changes {
    /** How long the last lines may take to be read. */
    private static final Duration LAST_LINES = Duration.ofSeconds(1);

    private final LineWriter eventLines;
    private final EventLog events;
    private final @Nullable LineWriter answerLines;

    Logs(Host host, boolean withAnswers) {
        eventLines = new LineWriter(host.err(), "apikeys log");
        events = new EventLog(eventLines, host.clock(), Redactor::mask);
        answerLines = withAnswers ? new LineWriter(host.out(), "apikeys access log") : null;
    }

    EventLog events() {
        return events;
    }

    /** Where answers are logged; null if they are not. */
    @Nullable
    LineWriter answerLines() {
        return answerLines;
    }

    /** How many lines were lost. */
    long lost() {
        return eventLines.lost() + (answerLines == null ? 0 : answerLines.lost());
    }

    @Override
    public void answers() {
        events.say(ServeEvent.DATABASE_ANSWERS, "The database answers again.");
    }

    @Override
    public void fails(Failure failure) {
        events.say(ServeEvent.DATABASE_FAILS, "The database does not answer: " + failure.fact());
    }

    @Override
    public void damaged(Failure failure) {
        events.sayOnce(
                ServeEvent.TOKEN_DAMAGED,
                "A token cannot be verified, but others can: " + failure.fact() + " Run 'apikeys audit verify'.");
    }

    void upgraded(String note) {
        events.say(ServeEvent.DATABASE_UPGRADED, note);
    }

    void notRecorded(Failure failure) {
        events.sayOnce(
                ServeEvent.ACCESSES_NOT_RECORDED,
                "Last accesses could not be recorded, and are kept until they can: " + failure.fact());
    }

    @Override
    public void close() {
        eventLines.close(LAST_LINES);
        if (answerLines != null) {
            answerLines.close(LAST_LINES);
        }
    }
}

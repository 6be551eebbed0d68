package com.smartonboarding.apikeys.server.log;

import com.smartonboarding.apikeys.output.serve.ServeEvent;
import com.smartonboarding.apikeys.output.serve.ServeLine;
import com.smartonboarding.apikeys.output.serve.ServeStart;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The log of what happens to the server. Every line is free of codes. */
public final class EventLog {
    /** How often a message is repeated at most, if every request could cause it. */
    private static final Duration BETWEEN = Duration.ofMinutes(1);

    private final LineWriter out;
    private final Clock clock;
    private final UnaryOperator<String> mask;
    private final Map<String, Instant> said = new HashMap<>();

    /**
     * A log.
     *
     * @param mask replaces everything in a text that looks like a code
     */
    public EventLog(LineWriter out, Clock clock, UnaryOperator<String> mask) {
        this.out = out;
        this.clock = clock;
        this.mask = mask;
    }

    /** The server has started. */
    public void started(ServeStart start, String message) {
        write(ServeEvent.STARTED, message, start);
    }

    /** Something happened. */
    public void say(ServeEvent event, String message) {
        write(event, message, null);
    }

    /**
     * The same for what every request could cause: a message that was said within a minute is not repeated. Only for
     * messages out of a fixed set, because all are remembered.
     */
    public void sayOnce(ServeEvent event, String message) {
        if (isDue(message)) {
            say(event, message);
        }
    }

    private boolean isDue(String message) {
        Instant now = now();
        synchronized (said) {
            Instant before = said.get(message);
            boolean due = before == null || !now.isBefore(before.plus(BETWEEN));
            if (due) {
                said.put(message, now);
            }
            return due;
        }
    }

    private void write(ServeEvent event, String message, @Nullable ServeStart start) {
        Instant at = now();
        out.write(() -> mask.apply(new ServeLine(at, event, message, start).json()));
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }
}

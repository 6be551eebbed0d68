package com.smartonboarding.apikeys.server.log;

import com.smartonboarding.apikeys.output.serve.ServeEvent;
import com.smartonboarding.apikeys.output.serve.ServeLine;
import com.smartonboarding.apikeys.output.serve.ServeStart;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The log of what happens to the server. Every line is free of codes. */
public final class EventLog {
    /** How often an event is logged at most, if every request could cause it. */
    private static final Duration BETWEEN = Duration.ofMinutes(1);

    private final LineWriter out;
    private final Clock clock;
    private final UnaryOperator<String> mask;
    private final Map<ServeEvent, Instant> said = new EnumMap<>(ServeEvent.class);

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
     * The same for what every request could cause: an event that was logged within a minute is not logged.
     */
    public void sayOnce(ServeEvent event, String message) {
        if (isDue(event)) {
            say(event, message);
        }
    }

    private boolean isDue(ServeEvent event) {
        Instant now = now();
        synchronized (said) {
            Instant before = said.get(event);
            boolean due = before == null || !now.isBefore(before.plus(BETWEEN));
            if (due) {
                said.put(event, now);
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

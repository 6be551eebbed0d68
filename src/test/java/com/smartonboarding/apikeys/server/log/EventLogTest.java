package com.smartonboarding.apikeys.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.JsonSchemas;
import com.smartonboarding.apikeys.output.serve.AnswerLine;
import com.smartonboarding.apikeys.output.serve.ServeEvent;
import com.smartonboarding.apikeys.output.serve.ServeStart;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What the logs of a server say. */
class EventLogTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00.999Z");
    private static final Duration LONG = Duration.ofSeconds(30);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final LineWriter lines = new LineWriter(out, "test");

    @Test
    void eachEventIsALineThatIsValid() {
        EventLog log = new EventLog(lines, Clock.fixed(NOON, ZoneOffset.UTC), UnaryOperator.identity());
        log.started(new ServeStart("0.1.0", List.of("/run/a.sock"), List.of(), false), "Started.");
        for (ServeEvent event : ServeEvent.values()) {
            if (event != ServeEvent.STARTED) {
                log.say(event, "It \"happened\"\nin two lines.");
            }
        }

        List<String> written = written();

        assertThat(written).hasSize(ServeEvent.values().length);
        written.forEach(line -> JsonSchemas.assertValid("serve-event@1", line));
        assertThat(written.get(0))
                .isEqualTo("{\"schema\":\"apikeys/serve-event@1\",\"time\":\"2026-11-23T12:00:00Z\","
                        + "\"event\":\"started\",\"message\":\"Started.\",\"version\":\"0.1.0\","
                        + "\"listen\":[\"/run/a.sock\"],\"status_listen\":[],\"networks_checked\":false}");
    }

    @Test
    void whatEveryRequestCouldCauseIsSaidOnceAMinute() {
        Instant[] now = {NOON};
        EventLog log = new EventLog(
                lines,
                new Clock() {
                    @Override
                    public ZoneOffset getZone() {
                        return ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(java.time.ZoneId zone) {
                        return this;
                    }

                    @Override
                    public Instant instant() {
                        return now[0];
                    }
                },
                UnaryOperator.identity());
        log.sayOnce(ServeEvent.CANNOT_ACCEPT, "a");
        log.sayOnce(ServeEvent.CANNOT_ACCEPT, "again");
        log.sayOnce(ServeEvent.ADDRESS_MISSING, "b");
        now[0] = NOON.plusSeconds(59);
        log.sayOnce(ServeEvent.CANNOT_ACCEPT, "again");
        now[0] = NOON.plusSeconds(60);
        log.sayOnce(ServeEvent.CANNOT_ACCEPT, "c");

        assertThat(written())
                .extracting(line -> line.replaceAll(".*\"message\":\"(.)\".*", "$1"))
                .containsExactly("a", "b", "c");
    }

    @Test
    void whatLooksLikeACodeIsMasked() {
        EventLog log =
                new EventLog(lines, Clock.fixed(NOON, ZoneOffset.UTC), text -> text.replaceAll("sok_\\w+", "sok_…"));
        log.say(ServeEvent.CANNOT_ACCEPT, "This is sok_0123456789ab.");

        assertThat(written())
                .singleElement()
                .asString()
                .contains("This is sok_….")
                .doesNotContain("0123");
    }

    @Test
    void anAnswerIsALineThatIsValid() {
        AnswerLine full = new AnswerLine(
                NOON, "verify", 204, "valid", "0123456789ab", "203.0.113.9", Duration.ofNanos(1_234_567));
        AnswerLine empty = new AnswerLine(NOON, "other", 404, "not_found", null, null, Duration.ZERO);

        JsonSchemas.assertValid("serve-answer@1", full.json());
        JsonSchemas.assertValid("serve-answer@1", empty.json());
        assertThat(full.json())
                .isEqualTo("{\"schema\":\"apikeys/serve-answer@1\",\"time\":\"2026-11-23T12:00:00Z\","
                        + "\"endpoint\":\"verify\",\"status\":204,\"result\":\"valid\",\"id\":\"0123456789ab\","
                        + "\"from\":\"203.0.113.9\",\"milliseconds\":1.234}\n");
        assertThat(empty.json()).endsWith("\"id\":null,\"from\":null,\"milliseconds\":0.000}\n");
    }

    private List<String> written() {
        lines.close(LONG);
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}

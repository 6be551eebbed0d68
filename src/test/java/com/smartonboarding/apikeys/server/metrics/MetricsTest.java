package com.smartonboarding.apikeys.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.server.Header;
import com.smartonboarding.apikeys.server.Outcome;
import com.smartonboarding.apikeys.server.Question;
import com.smartonboarding.apikeys.server.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What monitoring systems read. */
class MetricsTest {
    private Optional<Duration> age = Optional.of(Duration.ofMillis(1_500));
    private final Metrics metrics = new Metrics();

    MetricsTest() {
        metrics.measure(new Gauges(() -> age, () -> 3, () -> 7, () -> 2));
    }

    @Test
    void answersAreCountedByEndpointAndResult() {
        metrics.count(new Outcome("verify", "valid", "0123456789ab", "203.0.113.9"), Duration.ofMillis(2));
        metrics.count(new Outcome("verify", "valid", "0123456789cd", null), Duration.ofMillis(20));
        metrics.count(new Outcome("introspect", "no_code"), Duration.ofNanos(400_000));

        assertThat(text("").body())
                .contains("apikeys_answers_total{endpoint=\"verify\",result=\"valid\"} 2.0\n")
                .contains("apikeys_answers_total{endpoint=\"introspect\",result=\"no_code\"} 1.0\n")
                .contains("apikeys_answer_seconds_bucket{endpoint=\"introspect\",le=\"5.0E-4\"} 1\n")
                .contains("apikeys_answer_seconds_bucket{endpoint=\"verify\",le=\"0.0025\"} 1\n")
                .contains("apikeys_answer_seconds_bucket{endpoint=\"verify\",le=\"0.025\"} 2\n")
                .contains("apikeys_answer_seconds_count{endpoint=\"verify\"} 2\n")
                .contains("apikeys_answer_seconds_sum{endpoint=\"verify\"} 0.022\n")
                .doesNotContain("0123456789", "203.0.113");
    }

    @Test
    void theStateIsMeasuredWhenItIsRead() {
        assertThat(text("").body())
                .contains("apikeys_database_age_seconds 1.5\n")
                .contains("apikeys_accesses_pending 3.0\n")
                .contains("apikeys_connections 7.0\n")
                .contains("apikeys_log_lines_lost_total 2.0\n");

        age = Optional.empty();

        assertThat(text("").body()).doesNotContain("apikeys_database_age_seconds ");
    }

    @Test
    void theFormatIsTheOneThatIsAccepted() {
        Reply open = text("application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.2");
        assertThat(open.value("Content-Type")).contains("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(open.body()).endsWith("# EOF\n");

        Reply plain = text("text/html");
        assertThat(plain.value("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(plain.body()).startsWith("# HELP ").doesNotContain("# EOF");
        assertThat(plain.value("Cache-Control")).contains("no-store");
    }

    /** Prometheus prefers this format, for which this server has no library. */
    @Test
    void protobufIsNotSent() {
        Reply reply = text("application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;"
                + "encoding=delimited;q=0.7,application/openmetrics-text;version=1.0.0;q=0.6");

        assertThat(reply.value("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/openmetrics-text;"));
    }

    private Reply text(String accepted) {
        return metrics.answer(new Question("GET", "/metrics", "", List.of(new Header("Accept", accepted)), ""))
                .join();
    }
}

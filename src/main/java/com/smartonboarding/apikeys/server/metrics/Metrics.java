package com.smartonboarding.apikeys.server.metrics;

import com.smartonboarding.apikeys.server.Endpoint;
import com.smartonboarding.apikeys.server.Outcome;
import com.smartonboarding.apikeys.server.Question;
import com.smartonboarding.apikeys.server.Reply;
import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** Counts answers, and tells monitoring systems how the server does: in OpenMetrics, or in Prometheus' text format. */
public final class Metrics implements Endpoint {
    private static final String WORD = "metrics";

    /** Most answers take less than a millisecond. A busy database makes them take seconds. */
    private static final double[] SECONDS = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5
    };

    /** The defaults, whatever files and variables say that other programs have for this library. */
    private static final PrometheusProperties DEFAULTS =
            PrometheusProperties.builder().build();

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final ExpositionFormatWriter openMetrics =
            OpenMetricsTextFormatWriter.builder().build();
    private final ExpositionFormatWriter text =
            PrometheusTextFormatWriter.builder().build();
    private final Counter answers = Counter.builder(DEFAULTS)
            .name("apikeys_answers")
            .help("Number of answers by endpoint and result.")
            .labelNames("endpoint", "result")
            .register(registry);
    private final Histogram seconds = Histogram.builder(DEFAULTS)
            .name("apikeys_answer_seconds")
            .unit(Unit.SECONDS)
            .help("How long the answers took, from the whole request to the answer.")
            .labelNames("endpoint")
            .classicOnly()
            .classicUpperBounds(SECONDS)
            .withoutExemplars()
            .register(registry);

    /** Tells these, too, from now on. */
    public void measure(Gauges gauges) {
        GaugeWithCallback.builder(DEFAULTS)
                .name("apikeys_database_age_seconds")
                .unit(Unit.SECONDS)
                .help("How long ago the database last answered.")
                .callback(callback -> gauges.databaseAge().get().ifPresent(age -> callback.call(seconds(age))))
                .register(registry);
        gauge("apikeys_accesses_pending", "Number of last accesses not yet recorded.", gauges.accessesPending());
        gauge("apikeys_connections", "Number of open connections.", gauges.connections());
        CounterWithCallback.builder(DEFAULTS)
                .name("apikeys_log_lines_lost")
                .help("Number of log lines lost because nobody read the log in time.")
                .callback(
                        callback -> callback.call((double) gauges.logLinesLost().getAsLong()))
                .register(registry);
    }

    private void gauge(String name, String help, LongSupplier value) {
        GaugeWithCallback.builder(DEFAULTS)
                .name(name)
                .help(help)
                .callback(callback -> callback.call((double) value.getAsLong()))
                .register(registry);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /** Counts an answer. */
    public void count(Outcome outcome, Duration time) {
        answers.labelValues(outcome.endpoint(), outcome.result()).inc();
        seconds.labelValues(outcome.endpoint()).observe(time.toNanos() / 1e9);
    }

    /** All metrics, in the format that the request accepts. */
    @Override
    public CompletableFuture<Reply> answer(Question question) {
        String accepted = String.join(",", question.values("Accept"));
        ExpositionFormatWriter writer = openMetrics.accepts(accepted) ? openMetrics : text;
        return CompletableFuture.completedFuture(
                Reply.of(200, new Outcome(WORD, "ok"), writer.getContentType(), written(writer)));
    }

    private String written(ExpositionFormatWriter writer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writer.write(out, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}

package com.smartonboarding.apikeys.output.serve;

import com.smartonboarding.apikeys.model.text.UtcTime;
import com.smartonboarding.apikeys.output.json.JsonText;
import com.smartonboarding.apikeys.output.json.OutputSchemas;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A line in the access log of a server.
 *
 * @param result one word out of a fixed set
 * @param id the id of the token whose code authenticated
 * @param from the address of the client, if it is known
 * @param time from the whole request to the answer
 */
public record AnswerLine(
        Instant at,
        String endpoint,
        int status,
        String result,
        @Nullable String id,
        @Nullable String from,
        Duration time) {
    private static final int DIGITS_OF_MICROSECONDS = 3;

    /** One JSON object on a line. */
    public String json() {
        StringWriter out = new StringWriter();
        JsonText.compact(out)
                .beginObject()
                .member("schema", OutputSchemas.SERVE_ANSWER)
                .member("time", UtcTime.of(at))
                .member("endpoint", endpoint)
                .member("status", status)
                .member("result", result)
                .member("id", id)
                .member("from", from)
                .member("milliseconds", milliseconds())
                .endObject()
                .endDocument();
        return out.toString();
    }

    private BigDecimal milliseconds() {
        return BigDecimal.valueOf(TimeUnit.NANOSECONDS.toMicros(time.toNanos()), DIGITS_OF_MICROSECONDS);
    }
}

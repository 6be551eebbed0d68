package com.smartonboarding.apikeys.output.serve;

import com.smartonboarding.apikeys.model.text.UtcTime;
import com.smartonboarding.apikeys.output.json.JsonText;
import com.smartonboarding.apikeys.output.json.OutputSchemas;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line in the log of a server.
 *
 * @param message one or more sentences
 * @param start how the server was started, if that is the event
 */
public record ServeLine(
        Instant at,
        ServeEvent event,
        String message,
        @Nullable ServeStart start) {
    private static final List<String> START = List.of("version", "listen", "status_listen", "networks_checked");

    /** One JSON object on a line. */
    public String json() {
        StringWriter out = new StringWriter();
        JsonText json = JsonText.compact(out)
                .beginObject()
                .member("schema", OutputSchemas.SERVE_EVENT)
                .member("time", UtcTime.of(at))
                .member("event", event.word())
                .member("message", message);
        if (start == null) {
            START.forEach(json::nothing);
        } else {
            json.member("version", start.version())
                    .member("listen", start.listen())
                    .member("status_listen", start.statusListen())
                    .member("networks_checked", start.networksChecked());
        }
        json.endObject().endDocument();
        return out.toString();
    }
}

package com.smartonboarding.apikeys.output.history;

import com.smartonboarding.apikeys.model.Status;
import com.smartonboarding.apikeys.model.result.History;
import com.smartonboarding.apikeys.model.result.HistoryEvent;
import com.smartonboarding.apikeys.model.text.UtcTime;
import com.smartonboarding.apikeys.output.json.JsonText;
import com.smartonboarding.apikeys.output.json.OutputSchemas;
import com.smartonboarding.apikeys.output.text.Utf8Writer;
import java.time.Instant;

/** A history as one JSON document. */
final class HistoryJson implements HistoryPrinter {
    private final Utf8Writer out;
    private final JsonText json;

    HistoryJson(Utf8Writer out) {
        this.out = out;
        json = JsonText.indented(out);
    }

    @Override
    public void begin(History history) {
        Status status = history.status();
        Instant expiresAt = history.expiresAt();
        json.beginObject()
                .member("schema", OutputSchemas.HISTORY)
                .member("id", history.id())
                .member("label", history.label())
                .member("status", status == null ? null : status.word())
                .member("expires", expiresAt == null ? null : UtcTime.of(expiresAt))
                .member("predecessor", history.predecessorId())
                .member("successor", history.successorId())
                .beginArray("events");
    }

    @Override
    public void print(HistoryEvent event) {
        json.beginObject();
        for (HistoryField field : HistoryField.values()) {
            field.write(event, json);
        }
        json.endObject();
    }

    @Override
    public void end() {
        json.endArray().endObject().endDocument();
        out.flush();
    }
}

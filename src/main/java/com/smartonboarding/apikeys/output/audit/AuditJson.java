package com.smartonboarding.apikeys.output.audit;

import com.smartonboarding.apikeys.audit.AuditEvent;
import com.smartonboarding.apikeys.output.json.JsonText;
import com.smartonboarding.apikeys.output.json.OutputSchemas;
import com.smartonboarding.apikeys.output.text.Utf8Writer;

/** Events as one JSON document. */
final class AuditJson implements AuditPrinter {
    private final Utf8Writer out;
    private final JsonText json;

    AuditJson(Utf8Writer out) {
        this.out = out;
        json = JsonText.indented(out);
    }

    @Override
    public void begin() {
        json.beginObject().member("schema", OutputSchemas.AUDIT_LIST).beginArray("events");
    }

    @Override
    public void print(AuditEvent event) {
        json.beginObject();
        for (AuditField field : AuditField.ALL) {
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

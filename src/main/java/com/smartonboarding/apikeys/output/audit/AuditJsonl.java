package com.smartonboarding.apikeys.output.audit;

import com.smartonboarding.apikeys.audit.AuditEvent;
import com.smartonboarding.apikeys.output.json.JsonText;
import com.smartonboarding.apikeys.output.text.Utf8Writer;

/** Events as JSON, one object on each line. */
final class AuditJsonl implements AuditPrinter {
    private final Utf8Writer out;
    private final JsonText json;

    AuditJsonl(Utf8Writer out) {
        this.out = out;
        json = JsonText.compact(out);
    }

    @Override
    public void print(AuditEvent event) {
        json.beginObject();
        for (AuditField field : AuditField.ALL) {
            field.write(event, json);
        }
        json.endObject().endDocument();
    }

    @Override
    public void end() {
        out.flush();
    }
}

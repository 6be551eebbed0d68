package com.smartonboarding.apikeys.output.audit;

import com.smartonboarding.apikeys.audit.AuditEvent;
import com.smartonboarding.apikeys.output.text.CsvText;
import com.smartonboarding.apikeys.output.text.Utf8Writer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events as CSV, with a header. */
final class AuditCsv implements AuditPrinter {
    private final CsvText csv;

    AuditCsv(Utf8Writer out) {
        csv = new CsvText(out);
    }

    @Override
    public void begin() {
        List<@Nullable String> names = new ArrayList<>();
        for (AuditField field : AuditField.ALL) {
            names.add(field.key());
        }
        csv.line(names);
    }

    @Override
    public void print(AuditEvent event) {
        List<@Nullable String> values = new ArrayList<>();
        for (AuditField field : AuditField.ALL) {
            values.add(field.text(event));
        }
        csv.line(values);
    }

    @Override
    public void end() {
        csv.flush();
    }
}

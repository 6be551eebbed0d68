package com.smartonboarding.apikeys.output.audit;

import com.smartonboarding.apikeys.audit.AuditEvent;
import com.smartonboarding.apikeys.output.text.SafeText;
import com.smartonboarding.apikeys.output.text.Utf8Writer;

/** Events as tab-separated lines, without a header. */
final class AuditTsv implements AuditPrinter {
    private final Utf8Writer out;

    AuditTsv(Utf8Writer out) {
        this.out = out;
    }

    @Override
    public void print(AuditEvent event) {
        for (AuditField field : AuditField.ALL) {
            String text = field.text(event);
            out.write(field == AuditField.SEQUENCE ? "" : "\t");
            out.write(text == null ? "" : SafeText.tsv(text));
        }
        out.write('\n');
    }

    @Override
    public void end() {
        out.flush();
    }
}

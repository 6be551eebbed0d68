package com.smartonboarding.apikeys.output.history;

import com.smartonboarding.apikeys.model.result.History;
import com.smartonboarding.apikeys.model.result.HistoryEvent;
import com.smartonboarding.apikeys.output.text.SafeText;
import com.smartonboarding.apikeys.output.text.Utf8Writer;

/** A history with one tab-separated line per event. */
final class HistoryTsv implements HistoryPrinter {
    private final Utf8Writer out;

    HistoryTsv(Utf8Writer out) {
        this.out = out;
    }

    @Override
    public void begin(History history) {
        // There is no header.
    }

    @Override
    public void print(HistoryEvent event) {
        for (HistoryField field : HistoryField.values()) {
            String text = field.text(event);
            out.write(field == HistoryField.TIME ? "" : "\t");
            out.write(text == null ? "" : SafeText.tsv(text));
        }
        out.write('\n');
    }

    @Override
    public void end() {
        out.flush();
    }
}

package com.smartonboarding.apikeys.output.doctor;

import com.smartonboarding.apikeys.output.terminal.Palette;
import com.smartonboarding.apikeys.output.terminal.Terminal;
import com.smartonboarding.apikeys.output.text.Utf8Writer;
import java.io.OutputStream;

/** The formats of a diagnosis. */
public enum DoctorFormat {
    TEXT,
    JSON,
    PROMETHEUS;

    /** A printer of this format, in UTF-8. */
    public DoctorPrinter printer(OutputStream stream, Terminal terminal, Palette palette) {
        Utf8Writer out = new Utf8Writer(stream);
        return switch (this) {
            case TEXT -> new DoctorText(out, terminal, palette);
            case JSON -> new DoctorJson(out);
            case PROMETHEUS -> new DoctorMetrics(out);
        };
    }
}

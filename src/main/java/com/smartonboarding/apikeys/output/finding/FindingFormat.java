package com.smartonboarding.apikeys.output.finding;

import com.smartonboarding.apikeys.output.terminal.Palette;
import com.smartonboarding.apikeys.output.text.Utf8Writer;
import java.io.OutputStream;

/** The formats of a scan's findings. */
public enum FindingFormat {
    TEXT,
    JSON,
    SARIF;

    /** A printer of this format, in UTF-8; SARIF names the version of the tool. */
    public FindingPrinter printer(OutputStream stream, Palette palette, String toolVersion) {
        Utf8Writer out = new Utf8Writer(stream);
        return switch (this) {
            case TEXT -> new FindingText(out, palette);
            case JSON -> new FindingJson(out);
            case SARIF -> new SarifLog(out, toolVersion);
        };
    }
}

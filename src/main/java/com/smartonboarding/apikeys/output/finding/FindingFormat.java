package com.smartonboarding.apikeys.output.finding;

import com.smartonboarding.apikeys.model.Status;
import com.smartonboarding.apikeys.model.result.Finding;
import com.smartonboarding.apikeys.model.result.NotSearched;
import com.smartonboarding.apikeys.model.text.FileName;
import com.smartonboarding.apikeys.output.json.JsonText;
import com.smartonboarding.apikeys.output.json.OutputSchemas;
import com.smartonboarding.apikeys.output.terminal.Palette;
import com.smartonboarding.apikeys.output.terminal.Style;
import com.smartonboarding.apikeys.output.text.SafeText;
import com.smartonboarding.apikeys.output.text.Utf8Writer;
import java.io.OutputStream;

/** The formats of a scan's findings. */
public enum FindingFormat {
    TEXT,
    JSON,
    SARIF;

    /** The number of digits of a commit's id that are printed for people. */
    private static final int SHORT_COMMIT = 12;

    /** Writes the whole report, in UTF-8. */
    public void print(FindingReport report, OutputStream stream, Palette palette, String toolVersion) {
        Utf8Writer out = new Utf8Writer(stream);
        switch (this) {
            case TEXT -> report.findings().forEach(finding -> out.write(line(finding, palette)));
            case JSON -> json(report, out);
            case SARIF -> new SarifLog(out, toolVersion).print(report);
        }
        out.flush();
    }

    private static String line(Finding finding, Palette palette) {
        String commit = finding.commit();
        Status status = finding.status();
        return (commit == null ? "" : commit.substring(0, Math.min(SHORT_COMMIT, commit.length())) + ":")
                + (finding.staged() ? "(staged):" : "")
                + SafeText.tsv(finding.path()) + ":" + finding.line() + ":" + finding.column() + " " + finding.id()
                + " "
                + (finding.label() == null ? "-" : SafeText.escape(finding.label())) + " "
                + (status == null ? finding.statusWord() : palette.paint(Style.of(status), finding.statusWord()))
                + "\n";
    }

    /** One document. */
    private static void json(FindingReport report, Utf8Writer out) {
        JsonText json = JsonText.indented(out).beginObject().member("schema", OutputSchemas.SCAN);
        json.beginArray("findings");
        for (Finding finding : report.findings()) {
            json.beginObject()
                    .member("path", FileName.readable(finding.path()))
                    .member("uri", FileUri.of(finding.path()))
                    .member("commit", finding.commit())
                    .member("staged", finding.staged())
                    .member("line", finding.line())
                    .member("column", finding.column())
                    .member("id", finding.id())
                    .member("label", finding.label())
                    .member("status", finding.statusWord())
                    .endObject();
        }
        json.endArray()
                .member("files", report.files())
                .member("skipped", report.skipped())
                .member("unreadable", report.unreadable())
                .member("complete", report.isComplete());
        json.beginArray("not_searched");
        for (NotSearched missing : report.notSearched()) {
            json.beginObject()
                    .member("what", FileName.readable(missing.what()))
                    .member("reason", missing.reason())
                    .endObject();
        }
        json.endArray().endObject().endDocument();
    }
}

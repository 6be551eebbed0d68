package com.smartonboarding.apikeys.output.finding;

import com.smartonboarding.apikeys.model.result.Finding;
import com.smartonboarding.apikeys.model.result.NotSearched;
import com.smartonboarding.apikeys.model.text.FileName;
import com.smartonboarding.apikeys.output.json.JsonText;
import com.smartonboarding.apikeys.output.json.OutputSchemas;
import com.smartonboarding.apikeys.output.text.Utf8Writer;

/** A scan's findings as one JSON document. */
final class FindingJson implements FindingPrinter {
    private final Utf8Writer out;

    FindingJson(Utf8Writer out) {
        this.out = out;
    }

    @Override
    public void print(FindingReport report) {
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
        out.flush();
    }
}

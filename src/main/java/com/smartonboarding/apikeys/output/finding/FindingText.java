package com.smartonboarding.apikeys.output.finding;

import com.smartonboarding.apikeys.model.Status;
import com.smartonboarding.apikeys.model.result.Finding;
import com.smartonboarding.apikeys.output.terminal.Palette;
import com.smartonboarding.apikeys.output.terminal.Style;
import com.smartonboarding.apikeys.output.text.SafeText;
import com.smartonboarding.apikeys.output.text.Utf8Writer;

/** A scan's findings with one line for each, for people and for editors. */
final class FindingText implements FindingPrinter {
    /** The number of digits of a commit's id that are printed for people. */
    private static final int SHORT_COMMIT = 12;

    private final Utf8Writer out;
    private final Palette palette;

    FindingText(Utf8Writer out, Palette palette) {
        this.out = out;
        this.palette = palette;
    }

    @Override
    public void print(FindingReport report) {
        report.findings().forEach(finding -> out.write(line(finding)));
        out.flush();
    }

    private String line(Finding finding) {
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
}

package com.smartonboarding.apikeys.output.doctor;

import com.smartonboarding.apikeys.model.doctor.CheckFinding;
import com.smartonboarding.apikeys.model.doctor.CheckResult;
import com.smartonboarding.apikeys.model.doctor.Diagnosis;
import com.smartonboarding.apikeys.model.doctor.Severity;
import com.smartonboarding.apikeys.output.terminal.Palette;
import com.smartonboarding.apikeys.output.terminal.Style;
import com.smartonboarding.apikeys.output.terminal.Terminal;
import com.smartonboarding.apikeys.output.text.Paragraph;
import com.smartonboarding.apikeys.output.text.SafeText;
import com.smartonboarding.apikeys.output.text.Utf8Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A diagnosis for people: the worst findings first, each with the commands that mend it, and a last line with counts. */
final class DoctorText implements DoctorPrinter {
    private static final int INDENT = 2;

    private final Utf8Writer out;
    private final Terminal terminal;
    private final Palette palette;

    DoctorText(Utf8Writer out, Terminal terminal, Palette palette) {
        this.out = out;
        this.terminal = terminal;
        this.palette = palette;
    }

    @Override
    public void print(DoctorView view) {
        for (Severity severity : List.of(Severity.ERROR, Severity.WARNING, Severity.NOTICE)) {
            for (CheckResult check : view.diagnosis().checks()) {
                check.findings().stream()
                        .filter(finding -> finding.severity() == severity)
                        .forEach(finding -> print(view, check.check(), finding));
            }
        }
        Map<String, List<String>> skipped = skipped(view);
        out.write(paragraph(summary(view.diagnosis(), skipped), 0));
        skipped.forEach((why, checks) ->
                out.write("  " + paragraph(String.join(", ", checks) + ": " + SafeText.escape(why) + ".", INDENT)));
        out.flush();
    }

    /** The checks that were not made, by the reason. */
    private static Map<String, List<String>> skipped(DoctorView view) {
        Map<String, List<String>> skipped = new LinkedHashMap<>();
        for (CheckResult check : view.diagnosis().checks()) {
            String why = view.skipped(check);
            if (why != null) {
                skipped.computeIfAbsent(why, any -> new ArrayList<>()).add(check.check());
            }
        }
        return skipped;
    }

    private void print(DoctorView view, String check, CheckFinding finding) {
        String mended = finding.mended();
        String begin = (mended == null ? finding.severity().word() : "mended") + ": ";
        Style style = mended == null ? style(finding.severity()) : Style.ACTIVE;
        String fact = check + ": " + SafeText.escape(finding.fact());
        String first = paragraph(begin + fact, INDENT);
        out.write(palette.paint(style, begin.strip()) + first.substring(begin.length() - 1));
        if (mended != null) {
            out.write("  " + paragraph(SafeText.escape(mended), INDENT));
            return;
        }
        String advice = view.advice(finding);
        if (!advice.isEmpty()) {
            out.write("  " + paragraph(SafeText.escape(advice), INDENT));
        }
        for (String command : view.commands(finding)) {
            out.write("    " + palette.paint(Style.HEADING, SafeText.escape(command)) + "\n");
        }
    }

    /** Wrapped between words at a terminal; in a pipe, a program may look for a whole line. */
    private String paragraph(String text, int indent) {
        int used = text.isEmpty() || indent == 0 ? 0 : indent;
        return (terminal.stdout() ? Paragraph.wrap(text, terminal.columns(), used, indent) : text) + "\n";
    }

    private static Style style(Severity severity) {
        return switch (severity) {
            case ERROR -> Style.REVOKED;
            case WARNING -> Style.EXPIRED;
            case NOTICE -> Style.FAINT;
        };
    }

    private static String summary(Diagnosis diagnosis, Map<String, List<String>> reasons) {
        long skipped = reasons.values().stream().mapToLong(List::size).sum();
        String made = count(diagnosis.checks().size() - skipped, "check");
        String found = diagnosis.open().findAny().isEmpty()
                ? "Nothing found by " + made
                : count(diagnosis.count(Severity.ERROR), "error") + ", "
                        + count(diagnosis.count(Severity.WARNING), "warning") + ", "
                        + count(diagnosis.count(Severity.NOTICE), "notice") + " in " + made;
        return found + (skipped == 0 ? "." : "; skipped " + skipped + ":");
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}

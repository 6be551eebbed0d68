package com.smartonboarding.apikeys.output.doctor;

import com.smartonboarding.apikeys.model.Status;
import com.smartonboarding.apikeys.model.doctor.CheckFinding;
import com.smartonboarding.apikeys.model.doctor.CheckResult;
import com.smartonboarding.apikeys.model.doctor.Diagnosis;
import com.smartonboarding.apikeys.model.doctor.Figures;
import com.smartonboarding.apikeys.model.doctor.Severity;
import com.smartonboarding.apikeys.model.text.UtcTime;
import com.smartonboarding.apikeys.output.json.JsonText;
import com.smartonboarding.apikeys.output.json.OutputSchemas;
import com.smartonboarding.apikeys.output.text.Utf8Writer;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A diagnosis as one JSON document, with the checks that found nothing, too. */
final class DoctorJson implements DoctorPrinter {
    private final Utf8Writer out;

    DoctorJson(Utf8Writer out) {
        this.out = out;
    }

    @Override
    public void print(DoctorView view) {
        Diagnosis diagnosis = view.diagnosis();
        JsonText json = JsonText.indented(out)
                .beginObject()
                .member("schema", OutputSchemas.DOCTOR)
                .member("time", UtcTime.of(diagnosis.at()))
                .member("deep", diagnosis.deep())
                .member("errors", diagnosis.count(Severity.ERROR))
                .member("warnings", diagnosis.count(Severity.WARNING))
                .member("notices", diagnosis.count(Severity.NOTICE));
        json.beginArray("checks");
        for (CheckResult check : diagnosis.checks()) {
            json.beginObject().member("check", check.check());
            json.member("result", result(check)).member("skipped_because", view.skipped(check));
            json.beginArray("findings");
            for (CheckFinding finding : check.findings()) {
                json.beginObject()
                        .member("severity", finding.severity().word())
                        .member("fact", finding.fact())
                        .member("advice", nullIfEmpty(view.advice(finding)))
                        .member("commands", view.commands(finding))
                        .member("mended", finding.mended())
                        .endObject();
            }
            json.endArray().endObject();
        }
        json.endArray();
        figures(json, diagnosis.figures());
        json.endObject().endDocument();
        out.flush();
    }

    private static void figures(JsonText json, Figures figures) {
        if (figures.tokens().isEmpty()) {
            json.member("tokens", (String) null);
        } else {
            json.beginObject("tokens");
            for (Map.Entry<Status, Long> each : figures.tokens().entrySet()) {
                json.member(each.getKey().word().toLowerCase(Locale.ROOT), each.getValue());
            }
            json.member("expiring", figures.expiring()).endObject();
        }
        json.member("last_backup", time(figures.lastBackup()))
                .member("last_audit_verify", time(figures.lastAuditVerify()));
    }

    private static String result(CheckResult check) {
        if (check.skipped() != null) {
            return "skipped";
        }
        boolean clean = check.findings().stream().allMatch(finding -> finding.mended() != null);
        return check.findings().isEmpty() ? "passed" : clean ? "mended" : "failed";
    }

    private static @Nullable String nullIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }

    private static @Nullable String time(@Nullable Instant time) {
        return time == null ? null : UtcTime.of(time);
    }
}

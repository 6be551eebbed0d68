package com.smartonboarding.apikeys.output.doctor;

import com.smartonboarding.apikeys.model.Status;
import com.smartonboarding.apikeys.model.doctor.CheckResult;
import com.smartonboarding.apikeys.model.doctor.Diagnosis;
import com.smartonboarding.apikeys.model.doctor.Figures;
import com.smartonboarding.apikeys.model.doctor.Severity;
import com.smartonboarding.apikeys.output.text.Utf8Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A diagnosis in Prometheus' text format, version 0.0.4, for the textfile collector of node_exporter. A value that is
 * not known is left out. All numbers are gauges.
 */
final class DoctorMetrics implements DoctorPrinter {
    private static final String PREFIX = "apikeys_";

    private final Utf8Writer out;

    DoctorMetrics(Utf8Writer out) {
        this.out = out;
    }

    @Override
    public void print(DoctorView view) {
        Diagnosis diagnosis = view.diagnosis();
        Figures figures = diagnosis.figures();
        if (!figures.tokens().isEmpty()) {
            begin("tokens", "Number of tokens by status.");
            for (Map.Entry<Status, Long> each : figures.tokens().entrySet()) {
                line("tokens{status=\"" + each.getKey().word().toLowerCase(Locale.ROOT) + "\"}", each.getValue());
            }
            begin("tokens_expiring", "Number of active tokens that expire within this time and have no successor.");
            line("tokens_expiring{within=\"14d\"}", figures.expiring());
        }
        age("last_backup_age_seconds", "Seconds since the last backup.", figures.lastBackup(), diagnosis.at());
        age(
                "last_audit_verify_age_seconds",
                "Seconds since the whole audit trail was last checked.",
                figures.lastAuditVerify(),
                diagnosis.at());
        begin("findings", "Number of findings of the last run by severity.");
        for (Severity severity : Severity.values()) {
            line("findings{severity=\"" + severity.word() + "\"}", diagnosis.count(severity));
        }
        begin("check_failed", "Whether this check found something in the last run (1) or not (0).");
        for (CheckResult check : diagnosis.checks()) {
            if (check.skipped() == null) {
                boolean failed = check.findings().stream().anyMatch(finding -> finding.mended() == null);
                line("check_failed{check=\"" + check.check() + "\"}", failed ? 1 : 0);
            }
        }
        begin("doctor_last_run_timestamp_seconds", "When the last run was, in seconds since 1970.");
        line("doctor_last_run_timestamp_seconds", diagnosis.at().getEpochSecond());
        out.flush();
    }

    private void age(String name, String help, @Nullable Instant last, Instant now) {
        if (last != null) {
            begin(name, help);
            line(name, Math.max(0, Duration.between(last, now).toSeconds()));
        }
    }

    private void begin(String name, String help) {
        out.write("# HELP " + PREFIX + name + " " + help + "\n# TYPE " + PREFIX + name + " gauge\n");
    }

    private void line(String nameAndLabels, long value) {
        out.write(PREFIX + nameAndLabels + " " + value + "\n");
    }
}

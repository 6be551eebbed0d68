package com.smartonboarding.apikeys.service.doctor;

import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.model.text.UtcTime;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What must be done again and again: backups, and checks of the whole audit trail. */
final class HabitChecks {
    private static final Duration BACKUP = Duration.ofDays(7);
    private static final Duration AUDIT_VERIFY = Duration.ofDays(30);
    private static final String UNUSABLE = "the database cannot be used";

    private final Site site;
    private final DatabaseChecks database;

    HabitChecks(Site site, DatabaseChecks database) {
        this.site = site;
        this.database = database;
    }

    void backup(Report report) {
        DatabaseChecks.Content content = database.content();
        if (content == null) {
            report.skip(UNUSABLE);
        } else if (isLongAgo(content.lastBackup(), content, BACKUP)) {
            report.warning(
                    content.lastBackup() == null
                            ? "The database was never backed up, and was made at " + UtcTime.of(content.madeAt()) + "."
                            : "The last backup was made at " + UtcTime.of(content.lastBackup())
                                    + ", more than 7 days ago.",
                    Next.BACK_UP);
        }
    }

    void auditVerify(Report report) {
        DatabaseChecks.Content content = database.content();
        if (content == null) {
            report.skip(UNUSABLE);
        } else if (isLongAgo(content.lastAuditVerify(), content, AUDIT_VERIFY)) {
            report.notice(
                    content.lastAuditVerify() == null
                            ? "The whole audit trail was never checked, and begins at " + UtcTime.of(content.madeAt())
                                    + "."
                            : "The whole audit trail was last checked at " + UtcTime.of(content.lastAuditVerify())
                                    + ", more than 30 days ago.",
                    Next.VERIFY_TRAIL);
        }
    }

    /** A database that is new needs neither yet. */
    private boolean isLongAgo(@Nullable Instant last, DatabaseChecks.Content content, Duration allowed) {
        Instant since = last == null ? content.madeAt() : last;
        return since.isBefore(site.now().minus(allowed));
    }
}

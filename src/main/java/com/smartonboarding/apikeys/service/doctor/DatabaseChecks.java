package com.smartonboarding.apikeys.service.doctor;

import com.smartonboarding.apikeys.failure.Advice;
import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.failure.WrongKeyException;
import com.smartonboarding.apikeys.model.Administrator;
import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.model.TokenOrder;
import com.smartonboarding.apikeys.model.doctor.Severity;
import com.smartonboarding.apikeys.model.result.KeyUse;
import com.smartonboarding.apikeys.model.text.UtcTime;
import com.smartonboarding.apikeys.service.Session;
import com.smartonboarding.apikeys.service.history.TrailVerifier;
import com.smartonboarding.apikeys.service.key.KeyLister;
import com.smartonboarding.apikeys.store.StoredToken;
import com.smartonboarding.apikeys.store.Transaction;
import com.smartonboarding.apikeys.store.schema.Schema;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The content of the database. It is read as it is: nothing is upgraded, and no change of a dead writer is rolled back.
 * Each check has a transaction of its own, so that a check that fails does not hide the others.
 */
final class DatabaseChecks {
    /** Why a check is skipped by an examination that is to be quick. */
    static final String ONLY_DEEP = "only a deep check reads the whole audit trail";

    private static final String UNUSABLE = "the database cannot be used";

    private final Site site;
    private @Nullable Session session;
    private @Nullable Content content;
    private boolean rowsRead;
    private boolean trailRead;

    DatabaseChecks(Site site) {
        this.site = site;
    }

    /**
     * What the database says about itself.
     *
     * @param madeAt when it was made
     * @param anchored the last event that the anchor names
     */
    record Content(
            Instant madeAt,
            long events,
            Instant lastEventAt,
            OptionalLong anchored,
            @Nullable Instant lastBackup,
            @Nullable Instant lastAuditVerify,
            List<Administrator> administrators) {}

    /** The content; null if it cannot be read. */
    @Nullable
    Content content() {
        return content;
    }

    /** Whether all tokens were read and are intact. */
    boolean areRowsRead() {
        return rowsRead;
    }

    /** Skips the checks of the content, because the files may not be used. */
    static void skip(Report report) {
        report.skip("the findings about the files must be repaired first");
    }

    /** Whether all tokens and all events were read and are intact. */
    boolean isAllRead() {
        return rowsRead && trailRead;
    }

    /** Whether the file can be read now. An older schema, or the journal of a dead writer, must be dealt with first. */
    void schema(Report report) {
        try {
            open(report, site.sessions().get());
        } catch (IntegrityException e) {
            damaged(report, e);
        }
    }

    private void open(Report report, Session opened) {
        if (opened.database().hasUnfinishedChange()) {
            boolean mended = report.add(
                    Severity.WARNING,
                    "A process ended in the middle of a change of " + site.database()
                            + " and left its journal. The next command undoes the unfinished change.",
                    Advice.of(Next.RUN_LIST),
                    () -> {
                        opened.database().read(Transaction::tokens);
                        return "Undid the unfinished change.";
                    });
            if (!mended) {
                return;
            }
        }
        int version = opened.database().schemaVersion();
        if (version < Schema.VERSION) {
            report.warning(
                    "The schema of " + site.database() + " is version " + version + ", and this apikeys needs version "
                            + Schema.VERSION + ". The next command upgrades it.",
                    Next.RUN_LIST);
            return;
        }
        session = opened;
    }

    /** Whether keys, head, administrators, the end of the trail, and the anchor agree. */
    void opens(Report report) {
        if (reading(report, transaction -> true) == null) {
            session = null; // no other transaction would begin
            return;
        }
        content = reading(
                report,
                transaction -> new Content(
                        transaction.audit().firstAt(),
                        transaction.audit().count(),
                        transaction.audit().lastAt(),
                        transaction.anchoredSequence(),
                        transaction.audit().lastTime(AuditAction.BACKUP).orElse(null),
                        transaction.audit().lastTime(AuditAction.AUDIT_VERIFY).orElse(null),
                        transaction.administrators().findAll()));
    }

    void structure(Report report) {
        reading(report, transaction -> {
            transaction.verifyFile(site.deep());
            return true;
        });
    }

    /** Reads all tokens, those with the same label one after the other. */
    void rows(Report report, TokenChecks tokens) {
        long[] rows = {0};
        Boolean read = reading(report, transaction -> {
            TokenOrder order = new TokenOrder(TokenOrder.Column.LABEL, false);
            transaction.tokens().forEach(List.of(), order, site.now(), token -> {
                site.progress().accept(++rows[0]);
                tokens.accept(token);
            });
            tokens.complete(id -> transaction.tokens().find(id).map(StoredToken::token));
            return true;
        });
        rowsRead = read != null;
    }

    void trail(Report report) {
        if (!site.deep()) {
            report.skip(ONLY_DEEP, Next.LOOK_DEEPER);
            return;
        }
        Boolean read = reading(report, transaction -> {
            transaction.audit().verifyAll();
            return true;
        });
        trailRead = read != null;
    }

    /** What each key is needed for; empty if it could not be read, which is reported. The trail was checked before. */
    List<KeyUse> keyUses(Report report) {
        Session opened = session;
        List<KeyUse> uses = opened == null ? null : reading(report, new KeyLister(opened, site.progress())::list);
        return uses == null ? List.of() : uses;
    }

    /** Whether the anchor names the last event. Without it, an older copy of the database is not noticed. */
    void anchor(Report report) {
        Content read = content;
        Session opened = session;
        if (read == null || opened == null) {
            report.skip(UNUSABLE);
            return;
        }
        if (opened.database().keyRing().isPresented()) {
            report.skip("no anchor file can be kept beside a key file of root");
            return;
        }
        if (read.anchored().isPresent() && read.anchored().getAsLong() == read.events()) {
            return;
        }
        report.add(
                Severity.WARNING,
                read.anchored().isEmpty()
                        ? "The anchor file beside the key file, which records the last event, is missing. An older copy of"
                                + " the database would not be noticed."
                        : "The anchor file beside the key file records event "
                                + read.anchored().getAsLong()
                                + ", and the last event is " + read.events()
                                + ". A copy from between the two would not be noticed.",
                Advice.of(Next.VERIFY_TRAIL),
                () -> {
                    new TrailVerifier(opened, site.guard(), site.progress()).verify(List.of());
                    return "Checked the whole database, and wrote the anchor file.";
                });
    }

    void clock(Report report) {
        Content read = content;
        if (read == null) {
            report.skip(UNUSABLE);
        } else if (site.now().isBefore(read.lastEventAt())) {
            report.warning(
                    "The clock of this machine says " + UtcTime.of(site.now()) + ", but the last event was recorded at "
                            + UtcTime.of(read.lastEventAt())
                            + ". One of the two was wrong. Expiry times are judged by this clock.",
                    Next.SET_CLOCK);
        }
    }

    private <T> @Nullable T reading(Report report, Function<Transaction, T> work) {
        Session opened = session;
        if (opened == null) {
            report.skip(UNUSABLE);
            return null;
        }
        try {
            return opened.database().inspect(work);
        } catch (IntegrityException e) {
            damaged(report, e);
        } catch (WrongKeyException e) {
            report.error(e.fact(), Next.RESTORE_KEY_FILE, site.keyFile());
        }
        return null;
    }

    /** A damaged file must be replaced by a backup; what else was found has its own advice. */
    private void damaged(Report report, IntegrityException e) {
        Next next = e.advice() == null ? Next.RESTORE_BACKUP : e.advice().next();
        switch (next) {
            case RESTORE_BACKUP -> report.error(e.fact(), Next.RESTORE_DATABASE);
            case RESET_JOURNAL_MODE -> report.error(e.fact(), Next.SET_JOURNAL_MODE, site.database());
            default -> report.failure(e);
        }
    }
}

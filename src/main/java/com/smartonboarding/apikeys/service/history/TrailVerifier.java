package com.smartonboarding.apikeys.service.history;

import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.failure.WrongKeyException;
import com.smartonboarding.apikeys.files.FileGuard;
import com.smartonboarding.apikeys.files.LargeDraft;
import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.model.audit.CheckedTrail;
import com.smartonboarding.apikeys.model.audit.KeptHead;
import com.smartonboarding.apikeys.model.audit.TrailHead;
import com.smartonboarding.apikeys.model.text.UtcTime;
import com.smartonboarding.apikeys.service.LargeCopy;
import com.smartonboarding.apikeys.service.Session;
import com.smartonboarding.apikeys.store.Database;
import com.smartonboarding.apikeys.store.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Checks the whole database: its file, each event of the audit trail, each row, and the sums of the rows. Also checks that
 * the trail has the heads that were kept elsewhere. Needs no role. Records a check that found nothing, if the database can
 * be written.
 */
public final class TrailVerifier {
    /** How long to wait for a lock only to record the check. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** From this many bytes on, others would notice how long the check holds its lock. */
    private static final long LARGE = 8L << 20;

    private static final Set<ExitCode> NOT_WRITABLE =
            EnumSet.of(ExitCode.BUSY, ExitCode.STORAGE, ExitCode.OUTCOME_UNKNOWN);

    private final Session session;
    private final FileGuard guard;
    private final LongConsumer progress;

    /** Reports how many events and rows were checked so far. */
    public TrailVerifier(Session session, FileGuard guard, LongConsumer progress) {
        this.session = session;
        this.guard = guard;
        this.progress = progress;
    }

    /** Checks the database against these heads, which may be none. */
    public CheckedTrail verify(List<KeptHead> anchors) {
        CheckedTrail checked = checkApart(anchors)
                .orElseGet(() -> session.database().read(transaction -> check(transaction, anchors)));
        record(checked.head().sequence());
        return checked;
    }

    private CheckedTrail check(Transaction transaction, List<KeptHead> anchors) {
        transaction.verifyWhole(progress);
        int administrators = transaction.administrators().findAll().size();
        TrailHead end = TrailReader.head(transaction);
        List<KeptHead> compared = compared(transaction, end, anchors);
        return new CheckedTrail(
                end,
                transaction.tokens().count(),
                administrators,
                compared.size(),
                anchors.size() - compared.size(),
                compared.stream().mapToLong(anchor -> anchor.head().sequence()).max());
    }

    /**
     * Checks a copy of a large database. Empty if there is none, or if it is not intact: a failure must be about the
     * database.
     */
    private Optional<CheckedTrail> checkApart(List<KeptHead> anchors) {
        Database database = session.database();
        try (LargeDraft copy = LargeCopy.of(database, LARGE, ".check", guard.account())) {
            return copy == null
                    ? Optional.empty()
                    : Optional.of(database.copyAt(copy.path()).inspect(transaction -> check(transaction, anchors)));
        } catch (Failure e) {
            return Optional.empty();
        }
    }

    /** Records the check, so that {@code doctor} can tell when the last one was. The answer does not depend on this. */
    private void record(long sequence) {
        try {
            session.database().waiting(PATIENCE).write(transaction -> {
                session.record(transaction, AuditAction.AUDIT_VERIFY, null, "up to event " + sequence);
                return true;
            });
        } catch (Failure e) {
            if (!NOT_WRITABLE.contains(e.exitCode())) {
                throw e;
            }
        }
    }

    /** Those of these heads that were found in the trail. The keys of the others were dropped. */
    private static List<KeptHead> compared(Transaction transaction, TrailHead end, List<KeptHead> anchors) {
        HeadComparison comparison = new HeadComparison(transaction, anchors);
        List<KeptHead> compared = new ArrayList<>();
        KeptHead newest = null;
        KeptHead fitting = null;
        for (KeptHead anchor : anchors) {
            TrailHead kept = anchor.head();
            if (!kept.database().equals(end.database())) {
                throw IntegrityException.tampered("The anchor in line " + anchor.line() + " is about the database "
                        + kept.database() + ", and this is the database " + end.database() + ".");
            }
            if (newest == null || kept.sequence() > newest.head().sequence()) {
                newest = anchor;
            }
            if (kept.sequence() <= end.sequence()) {
                HeadComparison.Outcome outcome = comparison.compare(kept);
                if (outcome == HeadComparison.Outcome.DIFFERENT) {
                    throw differs(anchor, end, fitting);
                }
                if (outcome == HeadComparison.Outcome.KEY_DROPPED) {
                    continue;
                }
                compared.add(anchor);
                if (fitting == null || kept.sequence() > fitting.head().sequence()) {
                    fitting = anchor;
                }
            }
        }
        if (newest != null && newest.head().sequence() > end.sequence()) {
            throw missing(newest, end);
        }
        if (newest != null && compared.isEmpty()) {
            throw new WrongKeyException("None of the anchors can be compared, because they were made with dropped keys:"
                            + " the newest, in line " + newest.line() + ", with the key "
                            + newest.head().keys().get(0) + ".")
                    .advising("Keep an anchor of today, and remove those lines.");
        }
        return compared;
    }

    private static Failure missing(KeptHead anchor, TrailHead end) {
        long first = end.sequence() + 1;
        long last = anchor.head().sequence();
        return new IntegrityException("The audit trail ends with event " + end.sequence() + " of "
                        + UtcTime.of(end.at()) + ", but the anchor in line " + anchor.line() + " is event " + last
                        + " of "
                        + UtcTime.of(anchor.head().at()) + ". "
                        + (first == last
                                ? "Event " + last + " is missing"
                                : "Events " + first + " to " + last + " are missing")
                        + ": an older copy of the database was put back, or its newest part was cut off.")
                .advising(Next.RESTORE_OR_BEGIN_ANCHORS);
    }

    private static Failure differs(KeptHead anchor, TrailHead end, @Nullable KeptHead fitting) {
        TrailHead kept = anchor.head();
        return new IntegrityException("Event " + kept.sequence() + " of the audit trail is not the one of "
                        + UtcTime.of(kept.at()) + " that the anchor in line " + anchor.line() + " shows: "
                        + (kept.keys().equals(end.keys())
                                ? "an older copy of the database was put back and then changed."
                                : "the database then had the keys " + String.join(", ", kept.keys()) + ", and now has "
                                        + String.join(", ", end.keys()) + ".")
                        + (fitting == null
                                ? ""
                                : " Up to event " + fitting.head().sequence() + " (line " + fitting.line()
                                        + ") both agree."))
                .advising(Next.RESTORE_OR_BEGIN_ANCHORS);
    }
}

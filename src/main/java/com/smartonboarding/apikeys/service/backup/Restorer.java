package com.smartonboarding.apikeys.service.backup;

import com.smartonboarding.apikeys.failure.ConflictException;
import com.smartonboarding.apikeys.failure.DeniedException;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.failure.NotInitializedException;
import com.smartonboarding.apikeys.failure.State;
import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.failure.WrongKeyException;
import com.smartonboarding.apikeys.files.FileGuard;
import com.smartonboarding.apikeys.files.IoErrorText;
import com.smartonboarding.apikeys.files.LargeDraft;
import com.smartonboarding.apikeys.files.PrivateFiles;
import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.model.audit.KeptHead;
import com.smartonboarding.apikeys.model.result.GivenUp;
import com.smartonboarding.apikeys.model.result.Restored;
import com.smartonboarding.apikeys.model.text.UtcTime;
import com.smartonboarding.apikeys.service.Session;
import com.smartonboarding.apikeys.store.Database;
import com.smartonboarding.apikeys.store.DatabasePlace;
import com.smartonboarding.apikeys.store.Present;
import com.smartonboarding.apikeys.store.Transaction;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Puts a backup in the place of the database, or where there is none. Everything is checked in a private copy first. What
 * would be lost is found out once more while nobody else can use the old database, which is kept.
 */
public final class Restorer {
    private static final long MEBIBYTE = 1L << 20;

    private final Session session;
    private final DatabasePlace place;
    private final FileGuard guard;
    private final List<KeptHead> anchors;
    private final LongConsumer copied;
    private final LongConsumer checked;

    /**
     * Opens nothing yet.
     *
     * @param anchors what was kept elsewhere about the trail
     * @param copied receives the number of mebibytes that were copied so far
     * @param checked receives the number of rows and events that were checked so far
     */
    public Restorer(
            Session session, FileGuard guard, List<KeptHead> anchors, LongConsumer copied, LongConsumer checked) {
        this.session = session;
        this.place = new DatabasePlace(session.database());
        this.guard = guard;
        this.anchors = anchors;
        this.copied = copied;
        this.checked = checked;
    }

    /** What a restore may do to the events that were recorded since the backup. */
    public enum Mode {
        /** Keep them: refuse a backup that lacks one. */
        KEEPING,
        /** Give them up. */
        ROLLING_BACK
    }

    /**
     * Restores a backup.
     *
     * @param source its name in messages and in the trail
     * @param dry whether to change nothing, and only say what would be lost
     * @param confirm asks whether to go on, when something would be lost
     */
    public Restored restore(String source, InputStream content, Mode mode, boolean dry, Consumer<GivenUp> confirm) {
        Path file = place.file();
        requireMayRestore();
        PrivateFiles.createFolders(Objects.requireNonNull(file.toAbsolutePath().getParent()));
        guard.checkDatabase(file);
        try (LargeDraft draft = LargeDraft.open(beside(".restore"), guard.account())) {
            copy(source, content, draft.channel());
            Database backup = session.database().draftAt(draft.path(), session.actor(), session.clock());
            Restored verified = verified(source, backup, draft.path());
            Restored plan = place.look(present -> compared(verified, backup, present));
            if (plan.givenUp() != null && mode != Mode.ROLLING_BACK) {
                throw older(plan, plan.givenUp());
            }
            if (dry) {
                return plan;
            }
            if (plan.givenUp() != null) {
                confirm.accept(plan.givenUp());
            }
            Restored restored = exchange(verified, backup, draft, mode);
            place.noteReplaced();
            return restored;
        } catch (IOException e) {
            throw PrivateFiles.failure("put a backup in the place of", file, e);
        }
    }

    private Path beside(String suffix) {
        Path file = place.file();
        return file.resolveSibling(file.getFileName() + suffix);
    }

    /** Root and the owner of the files need no role: they could replace the files without this tool. */
    private void requireMayRestore() {
        if (session.actor().isRootOrOwner()) {
            return;
        }
        if (place.look(present -> present.transaction() == null)) {
            throw new DeniedException("There is no database that says who has the role. Only root and the account that"
                    + " owns the files can restore one.");
        }
        session.lookAsAdministrator(AuditAction.RESTORE, List.of(), transaction -> true);
    }

    private void copy(String source, InputStream content, FileChannel to) throws IOException {
        byte[] piece = new byte[(int) MEBIBYTE];
        for (int length = read(source, content, piece); length > 0; length = read(source, content, piece)) {
            ByteBuffer rest = ByteBuffer.wrap(piece, 0, length);
            while (rest.hasRemaining()) {
                to.write(rest);
            }
            copied.accept(to.position() / MEBIBYTE);
        }
        to.force(true);
        if (to.size() == 0) {
            throw new IntegrityException(source + " is empty, so it is no backup.").advising("Use another backup.");
        }
    }

    private static int read(String source, InputStream content, byte[] piece) {
        try {
            return content.readNBytes(piece, 0, piece.length);
        } catch (IOException e) {
            throw new StorageException(source + " could not be read: " + IoErrorText.of(e) + ".", e);
        }
    }

    /** Checks everything in the copy of the backup. If its schema is older, the copy is upgraded first. */
    private Restored verified(String source, Database backup, Path draft) {
        try {
            return backup.read(transaction -> {
                transaction.verifyWhole(checked);
                return new Restored(
                        source,
                        session.now(),
                        transaction.keys().databaseUuid(),
                        transaction.keys().keyId(),
                        transaction.tokens().count(),
                        transaction.audit().count(),
                        null,
                        new Comparison(source, transaction, session.now()).with(anchors),
                        null);
            });
        } catch (IntegrityException | NotInitializedException e) {
            throw new IntegrityException(source + " cannot be restored: " + named(e, draft, source), e)
                    .advising("Use another backup.");
        } catch (WrongKeyException e) {
            throw dropped(e, source)
                    .orElseGet(() -> new WrongKeyException(named(e, draft, source)).advising(Next.NAME_KEY_FILE));
        }
    }

    /** The failure for a backup with a key that was dropped since, as the present trail tells. */
    private Optional<Failure> dropped(WrongKeyException wrong, String source) {
        return wrong.missingKey()
                .flatMap(key -> place.look(present -> Optional.ofNullable(present.transaction())
                                .flatMap(transaction -> transaction.audit().keyDroppedAt(key)))
                        .map(at -> new WrongKeyException(source + " needs the key " + key + ", which was dropped at "
                                        + UtcTime.of(at) + ".")
                                .advising(
                                        "Use a newer backup. This one can be restored only with a copy of the key file that"
                                                + " still holds the key.")));
    }

    private static String named(Failure failure, Path draft, String source) {
        return failure.fact().replace(draft.toString(), source);
    }

    private Restored compared(Restored verified, Database backup, Present present) {
        Failure damage = present.damage();
        return backup.inspect(copy -> verified.with(
                damage == null ? null : damage.fact(),
                new Comparison(verified.from(), copy, session.now()).with(present, place, verified.givenUp())));
    }

    private static Failure older(Restored plan, GivenUp lost) {
        return new ConflictException(plan.from() + " " + lost.sentences())
                .leaving(State.UNCHANGED)
                .advising(Next.ROLL_BACK);
    }

    private Restored exchange(Restored verified, Database backup, LargeDraft draft, Mode mode) throws IOException {
        try (LargeDraft former = LargeDraft.open(beside(".before-restore"), guard.account())) {
            LongConsumer bytes = count -> copied.accept(count / MEBIBYTE);
            if (session.actor().isRootOrOwner()) {
                return place.occupy(
                        former.channel(), bytes, present -> exchanged(verified, backup, draft, former, mode, present));
            }
            return session.decide(
                    AuditAction.RESTORE,
                    List.of(),
                    gate -> place.occupy(
                            former.channel(),
                            bytes,
                            present -> passes(gate, present.transaction())
                                    ? Optional.of(exchanged(verified, backup, draft, former, mode, present))
                                    : Optional.<Restored>empty()));
        }
    }

    private static boolean passes(Predicate<Transaction> gate, @Nullable Transaction present) {
        return present != null && gate.test(present);
    }

    /** Nobody else can use the old database meanwhile. */
    private Restored exchanged(
            Restored verified, Database backup, LargeDraft draft, LargeDraft former, Mode mode, Present present) {
        Restored plan = compared(verified, backup, present);
        GivenUp lost = plan.givenUp();
        if (lost != null && mode != Mode.ROLLING_BACK) {
            throw older(plan, lost);
        }
        backup.write(transaction -> {
            session.record(transaction, AuditAction.RESTORE, null, detail(plan));
            return true;
        });
        Swap swap = new Swap(place, session.now());
        return plan.keeping(swap.put(draft, present.isMissing() ? null : former, lost != null));
    }

    private static String detail(Restored plan) {
        GivenUp lost = plan.givenUp();
        return "from " + plan.from()
                + (lost == null
                        ? ""
                        : (lost.isDoubtful() ? ", perhaps instead of event " : ", instead of event ")
                                + lost.last()
                                + (lost.lastAt() == null ? "" : " of " + UtcTime.of(lost.lastAt())));
    }
}

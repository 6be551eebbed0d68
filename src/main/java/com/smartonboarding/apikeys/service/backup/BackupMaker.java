package com.smartonboarding.apikeys.service.backup;

import com.smartonboarding.apikeys.failure.ConflictException;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.files.FileGuard;
import com.smartonboarding.apikeys.files.LargeDraft;
import com.smartonboarding.apikeys.files.NotDurableException;
import com.smartonboarding.apikeys.files.PrivateFiles;
import com.smartonboarding.apikeys.files.ShellWord;
import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.model.result.Backup;
import com.smartonboarding.apikeys.service.Session;
import com.smartonboarding.apikeys.store.Transaction;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Copies a database while others use it. A copy gets its name only after everything in it was checked with the keys, and
 * after the backup was recorded in the trail of the database. The copy itself ends before that event.
 */
public final class BackupMaker {
    private static final long MEBIBYTE = 1L << 20;
    /** A database that cannot be written now can still be copied. */
    private static final Set<ExitCode> NOT_WRITABLE = EnumSet.of(ExitCode.BUSY, ExitCode.STORAGE);

    private final Session session;
    private final FileGuard guard;
    private final LongConsumer copied;
    private final LongConsumer checked;

    /**
     * Opens nothing yet.
     *
     * @param copied receives the number of mebibytes that were copied so far
     * @param checked receives the number of rows and events that were checked so far
     */
    public BackupMaker(Session session, FileGuard guard, LongConsumer copied, LongConsumer checked) {
        this.session = session;
        this.guard = guard;
        this.copied = copied;
        this.checked = checked;
    }

    /** Makes a backup in a new file. */
    public Backup toFile(Path file) {
        return toFile(file, file);
    }

    /**
     * Makes a backup in a folder, under a name that sorts by time. If {@code keep} is not 0, then deletes the
     * oldest backups of this database, so that {@code keep} remain.
     */
    public Backup toFolder(Path folder, long keep) {
        Backup made = toFile(folder.resolve(BackupFolder.DRAFT), folder.resolve(BackupFolder.next(session.now())));
        return keep == 0 ? made : new BackupFolder(new ShelfHere(folder)).prune(made, keep);
    }

    /**
     * Makes a backup at a place where another process works for this one, and then deletes older ones there like
     * {@link #toFolder}.
     */
    public Backup toPlace(BackupPlace place, long keep) {
        requireMayCopy();
        Path file = place.open(BackupFolder.next(session.now()));
        try {
            Backup made = toStream(file, content -> {
                try {
                    place.write(content);
                } catch (IOException e) {
                    throw notWritten(file, e);
                }
            });
            if (!place.publish()) {
                throw taken(file);
            }
            return keep == 0 ? made : new BackupFolder(new ShelfThere(place)).prune(made, keep);
        } catch (NotDurableException e) {
            throw notDurable(file, e);
        } catch (IOException e) {
            throw notWritten(file, e);
        }
    }

    /** A folder that this process can use. */
    private final class ShelfHere implements BackupFolder.Shelf {
        private final Path folder;

        ShelfHere(Path folder) {
            this.folder = folder;
        }

        @Override
        public List<Path> named() throws IOException {
            return BackupFolder.named(folder);
        }

        @Override
        public boolean inspect(Path file, Predicate<Transaction> work) {
            return guard.check(file) && BackupMaker.this.inspect(file, work::test);
        }

        @Override
        public void delete(Path file) throws IOException {
            Files.delete(file);
        }
    }

    /** A folder that another process uses. Backups there are copied to a private place to look at them. */
    private final class ShelfThere implements BackupFolder.Shelf {
        private final BackupPlace place;

        ShelfThere(BackupPlace place) {
            this.place = place;
        }

        @Override
        public List<Path> named() throws IOException {
            return place.named();
        }

        @Override
        public boolean inspect(Path file, Predicate<Transaction> work) throws IOException {
            try (LargeDraft copy = LargeDraft.open(beside(".older-backup"), guard.account());
                    InputStream content = place.read(file)) {
                content.transferTo(Channels.newOutputStream(copy.channel()));
                try {
                    return BackupMaker.this.inspect(copy.path(), work::test);
                } catch (Failure e) {
                    String fact = e.fact().replace(copy.path().toString(), file.toString());
                    throw new IntegrityException(fact, e);
                }
            } catch (NoSuchFileException e) {
                return false;
            }
        }

        @Override
        public void delete(Path file) throws IOException {
            place.delete(file);
        }
    }

    private Backup toFile(Path draftName, Path file) {
        requireMayCopy();
        if (guard.checkPlace(file)) {
            throw taken(file);
        }
        try (LargeDraft draft = LargeDraft.open(draftName, guard.account())) {
            Backup backup = fill(draft, file);
            if (!draft.publish(file, false)) {
                throw taken(file);
            }
            return backup;
        } catch (NotDurableException e) {
            throw notDurable(file, e);
        } catch (IOException e) {
            throw notWritten(file, e);
        }
    }

    /** Makes a backup beside the database, and passes on its bytes after it was verified. Nothing of it stays there. */
    public Backup toStream(Consumer<InputStream> out) {
        requireMayCopy();
        return toStream(null, out);
    }

    private Backup toStream(@Nullable Path file, Consumer<InputStream> out) {
        try (LargeDraft draft = LargeDraft.open(beside(".backup"), guard.account())) {
            Backup backup = fill(draft, file);
            draft.hide();
            FileChannel content = draft.channel().position(0);
            out.accept(Channels.newInputStream(content));
            return backup;
        } catch (IOException e) {
            throw PrivateFiles.failure(
                    "write the backup beside", session.database().file(), e);
        }
    }

    private Path beside(String suffix) {
        Path database = session.database().file();
        return database.resolveSibling(database.getFileName() + suffix);
    }

    private Backup fill(LargeDraft draft, @Nullable Path file) throws IOException {
        session.database().copyInto(draft.channel(), bytes -> copied.accept(bytes / MEBIBYTE));
        long bytes = draft.channel().size();
        Backup unrecorded = inspect(draft.path(), transaction -> {
            transaction.verifyWhole(checked);
            return new Backup(
                    file,
                    session.now(),
                    transaction.keys().databaseUuid(),
                    transaction.keys().keyId(),
                    bytes,
                    transaction.tokens().count(),
                    transaction.audit().count(),
                    null,
                    List.of(),
                    List.of());
        });
        String notRecorded = record(file);
        return new Backup(
                file,
                unrecorded.at(),
                unrecorded.database(),
                unrecorded.keyId(),
                bytes,
                unrecorded.tokens(),
                unrecorded.sequence(),
                notRecorded,
                List.of(),
                List.of());
    }

    private <T> T inspect(Path copy, Function<Transaction, T> work) {
        return session.database().copyAt(copy).inspect(work);
    }

    /** Root and the owner of the files could copy them even without this tool. All others need the role. */
    private void requireMayCopy() {
        if (!session.actor().isRootOrOwner()) {
            session.lookAsAdministrator(AuditAction.BACKUP, List.of(), transaction -> true);
        }
    }

    /** Records the backup. Returns why this was not possible, if the database cannot be written now. */
    private @Nullable String record(@Nullable Path file) {
        String detail = file == null ? "to standard output" : "to " + file;
        if (!session.actor().isRootOrOwner()) {
            session.asAdministrator(AuditAction.BACKUP, List.of(), transaction -> {
                session.record(transaction, AuditAction.BACKUP, null, detail);
                return true;
            });
            return null;
        }
        try {
            session.database().write(transaction -> {
                session.record(transaction, AuditAction.BACKUP, null, detail);
                return true;
            });
            return null;
        } catch (Failure e) {
            if (NOT_WRITABLE.contains(e.exitCode())) {
                return e.fact();
            }
            throw e;
        }
    }

    private static Failure notWritten(Path file, IOException e) {
        return PrivateFiles.failure("write the backup", file, e);
    }

    private static Failure notDurable(Path file, NotDurableException e) {
        return new StorageException(
                ShellWord.of(file) + " is a whole backup, but may not survive a power cut: " + e.reason() + ".", e);
    }

    /** The failure for a backup whose name is taken. */
    public static Failure taken(Path file) {
        return new ConflictException("There is a file " + ShellWord.of(file) + " already, and it was not replaced.")
                .advising("Name another file.");
    }
}

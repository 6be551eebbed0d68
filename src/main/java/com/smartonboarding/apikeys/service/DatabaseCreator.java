package com.smartonboarding.apikeys.service;

import com.smartonboarding.apikeys.audit.AuditActor;
import com.smartonboarding.apikeys.audit.AuditEvent;
import com.smartonboarding.apikeys.failure.DeniedException;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.failure.State;
import com.smartonboarding.apikeys.failure.WrongKeyException;
import com.smartonboarding.apikeys.files.FileGuard;
import com.smartonboarding.apikeys.files.PrivateFiles;
import com.smartonboarding.apikeys.model.Administrator;
import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.model.User;
import com.smartonboarding.apikeys.secret.KeyFile;
import com.smartonboarding.apikeys.secret.MasterKey;
import com.smartonboarding.apikeys.store.Anchor;
import com.smartonboarding.apikeys.store.Database;
import com.smartonboarding.apikeys.store.Transaction;
import com.smartonboarding.apikeys.store.engine.Reserve;
import com.smartonboarding.apikeys.store.schema.Header;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;

/** Makes a database and its key file where there are none, with the actor as the first System Administrator. */
public final class DatabaseCreator {
    private final Path databaseFile;
    private final Path keyFile;
    private final FileGuard guard;
    private final AuditActor actor;
    private final Clock clock;
    private final Supplier<SecureRandom> random;
    private final Duration busyTimeout;
    private final Reserve reserve;
    private boolean begun;

    public DatabaseCreator(
            Path databaseFile,
            Path keyFile,
            FileGuard guard,
            AuditActor actor,
            Clock clock,
            Supplier<SecureRandom> random,
            Duration busyTimeout) {
        this.databaseFile = databaseFile;
        this.keyFile = keyFile;
        this.guard = guard;
        this.actor = actor;
        this.clock = clock;
        this.random = random;
        this.busyTimeout = busyTimeout;
        this.reserve = new Reserve(databaseFile);
    }

    /**
     * Makes both files, or finishes an interrupted attempt. Uses an existing key file. If two processes do this at
     * once, one makes the database, and the other finds it made.
     *
     * @return false if there is a database already
     */
    public boolean initialize() {
        if (!actor.isRootOrOwner()) {
            throw new DeniedException(
                            "Only root or the account that will own the files can create a token database, and "
                                    + actor.name() + " is neither.")
                    .advising(Next.INITIALIZE);
        }
        // Check this first: another process may be about to finish both files.
        boolean reserved = reserve.exists();
        boolean exists = guard.checkDatabase(databaseFile);
        guard.checkKeyFile(keyFile);
        if (exists && Header.check(databaseFile)) {
            reserve.restore(); // if a first run was killed before it could do so
            return false;
        }
        if (reserved && databaseFile.toFile().length() == 0) {
            throw new IntegrityException("The token database " + databaseFile + " is " + (exists ? "empty" : "gone")
                            + ", but its reserve file is still there.")
                    .advising(Next.RESTORE_OR_START_OVER, databaseFile + ".reserve");
        }
        Header.requireNoLog(databaseFile);
        try {
            return make();
        } catch (Failure e) {
            throw begun && e.state() != State.UNKNOWN ? e.leaving(State.BEGUN) : e;
        }
    }

    private boolean make() {
        begun |= PrivateFiles.createFolders(parent(databaseFile));
        begun |= PrivateFiles.createFolders(parent(keyFile));
        Instant now = Instant.ofEpochMilli(clock.millis());
        KeyFile keys = keyFile(now);
        begun |= PrivateFiles.createEmpty(databaseFile);
        // Check again, because the guard can check the folders completely only now that they exist.
        guard.checkDatabase(databaseFile);
        boolean made = new Database(databaseFile, keys, busyTimeout)
                .create(drawUuid(), now, transaction -> firstRows(transaction, now));
        reserve.restore();
        return made;
    }

    private KeyFile keyFile(Instant now) {
        if (!guard.checkKeyFile(keyFile)) {
            if (guard.keyFromRoot()) {
                throw new WrongKeyException("There is no key file at " + keyFile
                                + ", where the system configuration says that root presents one.")
                        .advising(Next.PRESENT_KEY_FILE, keyFile);
            }
            KeyFile made = new KeyFile(MasterKey.draw(random.get(), now));
            begun |= PrivateFiles.writeNew(keyFile, made.text(), guard.account(), KeyFile::mayHold);
        } else if (!guard.keyFromRoot()) {
            // The process that made the key file may have ended before its name was on disk. No database may outlive
            // its key.
            PrivateFiles.syncFolder(parent(keyFile));
        }
        guard.checkKeyFile(keyFile);
        guard.checkKeyFile(Anchor.file(keyFile, databaseFile));
        return KeyFile.read(keyFile);
    }

    private void firstRows(Transaction transaction, Instant now) {
        User user = new User(actor.uid(), actor.name());
        transaction.administrators().insert(new Administrator(user, now, user));
        transaction
                .audit()
                .append(AuditEvent.of(now, AuditAction.INIT, false, null, Administrators.describe(user), actor));
    }

    /** A random uuid (RFC 9562, version 4). */
    private String drawUuid() {
        SecureRandom source = random.get();
        long high = (source.nextLong() & 0xffffffffffff0fffL) | 0x4000L;
        long low = (source.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }

    private static Path parent(Path file) {
        return Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file.getRoot());
    }
}

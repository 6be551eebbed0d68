package com.smartonboarding.apikeys.verifier;

import com.smartonboarding.apikeys.failure.BusyException;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.NotInitializedException;
import com.smartonboarding.apikeys.failure.ReplacedException;
import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.failure.WrongKeyException;
import com.smartonboarding.apikeys.files.FileGuard;
import com.smartonboarding.apikeys.identity.ProcessIds;
import com.smartonboarding.apikeys.model.LastAccess;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.Verification;
import com.smartonboarding.apikeys.secret.KeyRing;
import com.smartonboarding.apikeys.store.Anchor;
import com.smartonboarding.apikeys.store.Database;
import com.smartonboarding.apikeys.store.Lookups;
import com.smartonboarding.apikeys.store.Upgrading;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks presented token codes, for a server that embeds it. Each answer reflects the database at that moment: the next
 * call rejects a token that another process has just revoked.
 *
 * <p>Safe for concurrent use. It keeps a few connections open, and records last accesses in batches, every ten seconds
 * and when it is closed. The process must run as the account that owns the database and the key file. A failure of the
 * database or its files is a {@link Failure}, which is unchecked. No presented code causes one.
 */
public final class TokenVerifier implements AutoCloseable {
    private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(30);

    private final LookupPool pool;
    private final AccessLog accesses;
    private final Clock clock;
    private boolean closed;

    private TokenVerifier(Supplier<Database> opener, Clock clock, Consumer<Failure> notRecorded) {
        this.clock = clock;
        this.pool = new LookupPool(opener);
        this.accesses = new AccessLog(pool, clock, notRecorded);
    }

    /**
     * Opens a token database. If another process keeps it locked, the calls wait for the lock.
     *
     * @param clock the time; {@link Clock#systemUTC} except in tests
     * @param notRecorded receives the failure when accesses could not be recorded; verification continues, and
     *     recording is tried again
     */
    public static TokenVerifier open(Path database, Path keyFile, Clock clock, Consumer<Failure> notRecorded) {
        return open(database, keyFile, KeyFileOwner.ACCOUNT, clock, notRecorded);
    }

    /** Opens a token database whose key file may belong to root, as container platforms present it. */
    public static TokenVerifier open(
            Path database, Path keyFile, KeyFileOwner owner, Clock clock, Consumer<Failure> notRecorded) {
        long uid = ProcessIds.read().filesystem();
        FileGuard guard = new FileGuard(uid, true, owner == KeyFileOwner.ROOT);
        Path file = database.toAbsolutePath().normalize();
        return open(
                () -> {
                    if (!guard.checkDatabase(file)) {
                        throw new NotInitializedException("There is no token database at " + file + ".");
                    }
                    if (!guard.checkKeyFile(keyFile)) {
                        throw new WrongKeyException("There is no key file at " + keyFile + ".");
                    }
                    guard.checkKeyFile(Anchor.file(keyFile, file));
                    return new Database(
                            file, new KeyRing(keyFile, guard), BUSY_TIMEOUT, Upgrading.byServer(uid, clock));
                },
                clock,
                notRecorded);
    }

    /**
     * Opens a database for a caller that checks the files itself. The opener is called again when they may have
     * changed.
     */
    public static TokenVerifier open(Supplier<Database> opener, Clock clock, Consumer<Failure> notRecorded) {
        TokenVerifier verifier = new TokenVerifier(opener, clock, notRecorded);
        try {
            verifier.probe();
        } catch (BusyException e) {
            // The calls wait for the lock, too, so a server can start while another process holds it.
            return verifier;
        } catch (RuntimeException e) {
            verifier.close();
            throw e;
        }
        return verifier;
    }

    /** Whether this code authenticates. If it does, this is recorded as its token's last access. */
    public Verification verify(String code) {
        return verifyAll(List.of(new Presentation(code))).get(0);
    }

    /**
     * Whether this code authenticates.
     *
     * @param scopes the scopes that the token must have, compared literally
     * @param from the address of the client, null if it is not known: see {@link Presentation}
     */
    public Verification verify(String code, Collection<String> scopes, @Nullable String from) {
        return verifyAll(List.of(new Presentation(code, scopes, from))).get(0);
    }

    /** Checks several codes against one snapshot of the database; answers in their order. Writers wait meanwhile. */
    public List<Verification> verifyAll(List<Presentation> presentations) {
        List<Verification> answers = checkAll(presentations);
        note(presentations, answers);
        return answers;
    }

    /**
     * Like {@link #verifyAll}, but never waits: for a thread, for a lock, for a connection to be opened, or until accesses
     * are written. So the thread that serves all clients of a server can call it. It still reads the file.
     *
     * @return null if it would have to wait, or if it failed; {@link #verifyAll} then tells the answers or the failure
     */
    public @Nullable List<Verification> verifyAtOnce(List<Presentation> presentations) {
        if (!accesses.hasRoomFor(presentations.size())) {
            return null;
        }
        CodeCheck check = new CodeCheck(presentations);
        List<Verification> answers =
                check.ids().isEmpty() ? check.malformed() : pool.useAtOnce(lookups -> answers(check, lookups));
        if (answers != null) {
            note(presentations, answers);
        }
        return answers;
    }

    private void note(List<Presentation> presentations, List<Verification> answers) {
        LastAccess access = new LastAccess(now(), null);
        for (int i = 0; i < answers.size(); i++) {
            Token token = answers.get(i).token();
            if (token != null) {
                String from = presentations.get(i).from();
                if (!Objects.equals(from, access.from())) { // many have the same, so they share an object
                    access = new LastAccess(access.at(), from);
                }
                accesses.note(token.id(), access);
            }
        }
    }

    /** Like {@link #verifyAll}, but records no accesses. */
    public List<Verification> checkAll(List<Presentation> presentations) {
        CodeCheck check = new CodeCheck(presentations);
        return check.ids().isEmpty() ? check.malformed() : pool.use(lookups -> answers(check, lookups));
    }

    private List<Verification> answers(CodeCheck check, Lookups lookups) {
        return check.answers(lookups.keys(), lookups.find(check.ids()), now());
    }

    /** Fails if no code can be checked now. A server can call it to find out whether it is ready. */
    public void probe() {
        pool.use(lookups -> true);
    }

    /** How many tokens have an access that is not recorded yet. */
    public int accessesPending() {
        return accesses.held();
    }

    /** Records the accesses that are held, now. */
    public void flush() {
        accesses.flush();
    }

    /** Waits for running calls, records the last accesses, and closes the database. A second call waits for the first. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            pool.end();
            accesses.close();
            pool.close();
        }
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    /** Whether checking the files again may help: after a writer died, or database or key file were replaced. */
    static boolean isMendedByReopening(RuntimeException e) {
        return e instanceof ReplacedException || e instanceof StorageException || e instanceof WrongKeyException;
    }
}

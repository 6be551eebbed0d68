package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.secret.CodeKeys;
import com.smartonboarding.apikeys.store.engine.Column;
import com.smartonboarding.apikeys.store.engine.JsonArray;
import com.smartonboarding.apikeys.store.engine.RepeatedQuery;
import com.smartonboarding.apikeys.store.engine.SqliteErrors;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Looks up thousands of tokens, on a connection that stays open with its statements prepared. When somebody changed the
 * database ({@code PRAGMA data_version}), it makes the checks of every transaction again. Not safe for use by several
 * threads at once. While one is inside {@link #inSnapshot}, this process must not open the same database by other
 * means: closing a file drops the locks that the process has on it (fcntl(2)).
 */
public final class Lookups implements AutoCloseable {
    private static final long NEVER = -1;

    /** In KiB; SQLite's default is 2,000. Saves {@code serve} one of two reads of the file, with 100,000 tokens. */
    private static final String LARGER_CACHE = "PRAGMA cache_size = -8000";

    /** Up to this number of tokens, the larger cache holds all pages through which every lookup passes. With more, it saves nothing. */
    private static final int MOST_FOR_LARGER_CACHE = 140_000;

    private static final String BY_ID = TokenRow.SELECT_WITHOUT_ACCESS + " FROM token WHERE id = ?";

    /** Many ids, in a JSON array. */
    private static final String BY_IDS =
            TokenRow.SELECT_WITHOUT_ACCESS + " FROM json_each(?) AS wanted CROSS JOIN token ON token.id = wanted.value";

    /** Those of many ids, in a JSON array, whose tokens were revoked according to the trail. */
    private static final String REVOKED = "SELECT value FROM json_each(?) WHERE EXISTS (SELECT 1 FROM audit"
            + " WHERE audit.token_id = value AND " + RevokedIds.REVOCATION + ")";

    private final Transactions transactions;
    private final Handle handle;
    private final RepeatedQuery dataVersion;
    private final RepeatedQuery byId;
    private final RepeatedQuery byIds;
    private final RepeatedQuery revoked;
    private final RevokedIds maybeRevoked = new RevokedIds();
    private long checkedVersion = NEVER;
    private @Nullable Transaction checked;

    /**
     * Prepares the lookups on a connection.
     *
     * @param tokens how many tokens there are
     */
    Lookups(Transactions transactions, Handle handle, long tokens) {
        this.transactions = transactions;
        this.handle = handle;
        try {
            Connection connection = handle.getConnection();
            if (tokens <= MOST_FOR_LARGER_CACHE) {
                try (PreparedStatement larger = connection.prepareStatement(LARGER_CACHE)) {
                    larger.execute();
                }
            }
            dataVersion = new RepeatedQuery(connection, "PRAGMA data_version");
            byId = new RepeatedQuery(connection, BY_ID);
            byIds = new RepeatedQuery(connection, BY_IDS);
            revoked = new RepeatedQuery(connection, REVOKED);
        } catch (SQLException e) {
            throw new StatementFailed(e);
        }
    }

    /**
     * Does the work on one state of the database. A writer waits meanwhile, so the work must be short. After an
     * exception, the lookups can only be closed. The query for the version holds the lock of a reader until it ends, so a
     * snapshot needs no BEGIN and no COMMIT.
     */
    public <T> T inSnapshot(Function<Lookups, T> work) {
        return transactions.translated(() -> {
            try {
                return Objects.requireNonNull(dataVersion.first(version -> {
                    check(version.number(1));
                    return work.apply(this);
                }));
            } catch (SQLException e) {
                StatementFailed failed = new StatementFailed(e);
                if (SqliteErrors.isBusy(failed)) {
                    PlacedConnection.requireInPlace(handle); // the wait for the lock ended because of this
                }
                throw failed;
            }
        });
    }

    /** The same, but fails at once if somebody has the lock. */
    public <T> T inSnapshotAtOnce(Function<Lookups, T> work) {
        return PlacedConnection.withoutWaiting(handle, () -> inSnapshot(work));
    }

    /**
     * The existing tokens with these ids, by id, without their last accesses. Reads one tree of the file: the trail is
     * asked only about tokens that may have been revoked, though their rows do not say so.
     */
    public Map<String, StoredToken> find(Collection<String> ids) {
        try {
            Map<String, StoredToken> found =
                    ids.size() == 1 ? readOne(ids.iterator().next()) : readAll(ids);
            refuseRowsPutBack(found.values());
            if (found.size() < ids.size()) {
                Set<String> missing = new HashSet<>(ids);
                missing.removeAll(found.keySet());
                current().tokens().requireNone(missing);
            }
            return found;
        } catch (SQLException e) {
            throw new StatementFailed(e);
        }
    }

    /** One lookup takes less time without JSON. */
    private Map<String, StoredToken> readOne(String id) throws SQLException {
        StoredToken found = byId.first(current().tokens()::map, id);
        return found == null ? Map.of() : Map.of(id, found);
    }

    private Map<String, StoredToken> readAll(Collection<String> ids) throws SQLException {
        TokenRepository tokens = current().tokens();
        Map<String, StoredToken> found = new HashMap<>(2 * ids.size());
        byIds.forEach(
                row -> {
                    StoredToken stored = tokens.map(row);
                    found.put(stored.token().id(), stored);
                },
                JsonArray.of(FileOrder.of(ids)));
        return found;
    }

    /** A row that was put back from before its revocation has a right MAC, but the trail knows of the revocation. */
    private void refuseRowsPutBack(Collection<StoredToken> found) throws SQLException {
        List<String> suspects = new ArrayList<>();
        for (StoredToken stored : found) {
            if (stored.token().revocation() == null
                    && maybeRevoked.mayHave(stored.token().id())) {
                suspects.add(stored.token().id());
            }
        }
        if (!suspects.isEmpty()) {
            revoked.forEach(
                    row -> {
                        throw TokenRepository.putBack(Column.present(row.text(1)));
                    },
                    JsonArray.of(suspects));
        }
    }

    /** The keys of the codes. */
    public CodeKeys keys() {
        return current().codeKeys();
    }

    @Override
    public void close() {
        handle.close();
    }

    private void check(long version) {
        PlacedConnection.requireInPlace(handle);
        if (version != checkedVersion) {
            Transaction now = transactions.begin(handle);
            requireNotBefore(now);
            checked = now;
            checkedVersion = version;
        }
        maybeRevoked.follow(handle, current().audit().count());
    }

    /** Refuses an older copy of the database that was written over it while it was in use. */
    private void requireNotBefore(Transaction now) {
        Transaction before = checked;
        if (before != null && !isIn(before, now)) {
            throw new IntegrityException("The database went back to an older state while it was in use: event "
                            + before.audit().count()
                            + " of its audit trail is missing or different.")
                    .advising(
                            "An older copy was written over the database. Restore the newest copy or, if this was done on"
                                    + " purpose, start again.");
        }
    }

    /** Whether what was seen before is a part of what is seen now, under the same key or a newer one. */
    private static boolean isIn(Transaction before, Transaction now) {
        long sequence = before.audit().count();
        byte[] mac = before.audit().lastMac();
        String key = before.keys().keyId();
        if (sequence > now.audit().count() || now.codeKeys().isNewerThanDatabase(key)) {
            return false;
        }
        return key.equals(now.keys().keyId())
                ? now.audit().has(sequence, mac)
                : now.audit().had(before.keys(), sequence, mac);
    }

    private Transaction current() {
        if (checked == null) {
            throw new IllegalStateException("looked up outside a snapshot");
        }
        return checked;
    }
}

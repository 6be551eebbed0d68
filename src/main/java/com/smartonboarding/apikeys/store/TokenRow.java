package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.model.LastAccess;
import com.smartonboarding.apikeys.model.RequestKey;
import com.smartonboarding.apikeys.model.Revocation;
import com.smartonboarding.apikeys.model.Succession;
import com.smartonboarding.apikeys.model.SystemReason;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.User;
import com.smartonboarding.apikeys.secret.MacKey;
import com.smartonboarding.apikeys.store.engine.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads token rows, and lets none pass whose MAC is not right. Columns are read by their place: the driver looks names up
 * anew for every row, which is a fifth of the time that a row takes.
 */
public final class TokenRow {
    /** What a query selects from {@link #TABLES}, before columns of its own. */
    public static final String COLUMNS = """
            token.id, label, description, scopes, key_id, verifier, seal, created_at, created_by, created_by_name, expires_at,
            revoked_at, revoked_by, revoked_by_name, revoke_reason, predecessor_id, successor_id, shortened_at,
            former_expires_at, request_id, request_mac, mac, last_accessed_at, last_accessed_from, revoked_for,
            delivered_at, written, coalesce(predecessor_id, successor_id, shortened_at, former_expires_at, request_id, request_mac) IS NOT NULL""";

    public static final String TABLES = "token LEFT JOIN token_access ON token_access.token_id = token.id";

    /**
     * The same for reading every row: in the order of the file. Left to itself, SQLite goes along an index instead, and
     * reads a page of the table for every row.
     */
    public static final String TABLES_IN_FILE_ORDER =
            TABLES.replace("token LEFT", "token INDEXED BY sqlite_autoindex_token_1 LEFT");

    /** The place of the first column of a query's own. */
    static final int FIRST_OWN = 29;

    private static final int ID = 1;
    private static final int LABEL = 2;
    private static final int DESCRIPTION = 3;
    private static final int SCOPES = 4;
    private static final int KEY_ID = 5;
    private static final int VERIFIER = 6;
    private static final int SEAL = 7;
    private static final int CREATED_AT = 8;
    private static final int CREATED_BY = 9;
    private static final int CREATED_BY_NAME = 10;
    private static final int EXPIRES_AT = 11;
    private static final int REVOKED_AT = 12;
    private static final int REVOKED_BY = 13;
    private static final int REVOKED_BY_NAME = 14;
    private static final int REVOKE_REASON = 15;
    private static final int PREDECESSOR_ID = 16;
    private static final int SUCCESSOR_ID = 17;
    private static final int SHORTENED_AT = 18;
    private static final int FORMER_EXPIRES_AT = 19;
    private static final int REQUEST_ID = 20;
    private static final int REQUEST_MAC = 21;
    private static final int MAC = 22;
    private static final int LAST_ACCESSED_AT = 23;
    private static final int LAST_ACCESSED_FROM = 24;

    private static final int REVOKED_FOR = 25;
    private static final int DELIVERED_AT = 26;
    private static final int WRITTEN = 27;

    /** Whether any of the columns that came with schema 2 is used: most rows use none, and each column takes its time. */
    private static final int HAS_VERSION_2 = 28;

    private final MacKey key;
    private final Head head;

    TokenRow(MacKey key, Head head) {
        this.key = key;
        this.head = head;
    }

    /** The token in this row. */
    StoredToken map(ResultSet row) throws SQLException {
        return map(row, mac(row));
    }

    /** The token in this row, of which the MAC was read already. */
    StoredToken map(ResultSet row, byte[] mac) throws SQLException {
        StoredToken stored = unchecked(row);
        if (!MacKey.same(key.mac(stored.canonicalForm()), mac)) {
            throw changed(stored);
        }
        head.requireKnown(stored.written());
        return stored;
    }

    /** The content of a row whose MAC was not checked. */
    public static StoredToken unchecked(ResultSet row) throws SQLException {
        boolean hasVersion2 = row.getBoolean(HAS_VERSION_2);
        byte[] seal = Columns.bytes(row, SEAL);
        String scopes = Columns.presentText(row, SCOPES);
        Token token = new Token(
                Columns.presentText(row, ID),
                Columns.presentText(row, LABEL),
                Columns.text(row, DESCRIPTION),
                scopes.isEmpty() ? List.of() : List.of(scopes.split(" ", -1)),
                Instant.ofEpochMilli(row.getLong(CREATED_AT)),
                new User(row.getLong(CREATED_BY), Columns.presentText(row, CREATED_BY_NAME)),
                Columns.time(row, EXPIRES_AT),
                revocation(row),
                seal != null,
                lastAccess(row),
                hasVersion2 ? Columns.text(row, PREDECESSOR_ID) : null,
                hasVersion2 ? succession(row) : null);
        return new StoredToken(
                token,
                Columns.presentText(row, KEY_ID),
                row.getBytes(VERIFIER),
                seal,
                hasVersion2 ? request(row) : null,
                Columns.time(row, DELIVERED_AT),
                row.getLong(WRITTEN));
    }

    /** The failure for a row whose MAC is not right. */
    public static IntegrityException changed(StoredToken stored) {
        return IntegrityException.tampered(
                "The row of a token with the id " + stored.token().id()
                        + " was changed by something other than apikeys.",
                null);
    }

    /** The MAC in this row. */
    public static byte[] mac(ResultSet row) throws SQLException {
        return row.getBytes(MAC);
    }

    private static @Nullable Revocation revocation(ResultSet row) throws SQLException {
        Instant at = Columns.time(row, REVOKED_AT);
        if (at == null) {
            return null;
        }
        String name = Objects.requireNonNullElse(Columns.text(row, REVOKED_BY_NAME), "");
        String word = Columns.text(row, REVOKED_FOR);
        return new Revocation(
                at,
                new User(row.getLong(REVOKED_BY), name),
                Columns.text(row, REVOKE_REASON),
                word == null ? null : systemReason(word));
    }

    private static SystemReason systemReason(String word) {
        SystemReason reason = SystemReason.of(word);
        if (reason == null) {
            throw IntegrityException.tampered(
                    "The row of a token names a reason that this version of apikeys does not know.", null);
        }
        return reason;
    }

    private static @Nullable Succession succession(ResultSet row) throws SQLException {
        String successorId = Columns.text(row, SUCCESSOR_ID);
        Instant shortenedAt = Columns.time(row, SHORTENED_AT);
        Instant formerExpiresAt = Columns.time(row, FORMER_EXPIRES_AT);
        if (successorId == null && shortenedAt == null && formerExpiresAt == null) {
            return null;
        }
        return new Succession(Columns.present(successorId), shortenedAt, formerExpiresAt);
    }

    private static @Nullable RequestKey request(ResultSet row) throws SQLException {
        String id = Columns.text(row, REQUEST_ID);
        byte[] requestMac = Columns.bytes(row, REQUEST_MAC);
        return id == null && requestMac == null
                ? null
                : new RequestKey(Columns.present(id), Columns.present(requestMac));
    }

    private static @Nullable LastAccess lastAccess(ResultSet row) throws SQLException {
        Instant at = Columns.time(row, LAST_ACCESSED_AT);
        return at == null ? null : new LastAccess(at, Columns.text(row, LAST_ACCESSED_FROM));
    }
}

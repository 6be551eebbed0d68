package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.model.Disabling;
import com.smartonboarding.apikeys.model.LastAccess;
import com.smartonboarding.apikeys.model.Metadata;
import com.smartonboarding.apikeys.model.RequestKey;
import com.smartonboarding.apikeys.model.Revocation;
import com.smartonboarding.apikeys.model.StoredWords.Kind;
import com.smartonboarding.apikeys.model.Succession;
import com.smartonboarding.apikeys.model.SystemReason;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.User;
import com.smartonboarding.apikeys.secret.MacKey;
import com.smartonboarding.apikeys.store.engine.Cells;
import com.smartonboarding.apikeys.store.engine.Column;
import com.smartonboarding.apikeys.store.engine.Row;
import com.smartonboarding.apikeys.store.engine.Table;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The columns of the table {@code token}, how a token is written to them, and how it is read from them. They are declared in
 * the order in which the row MAC takes them, so a new column comes right before {@link #WRITTEN}, and the MAC gets a
 * new kind.
 */
final class TokenRow {
    private static final Table TOKEN = new Table("token");

    static final Column ID = TOKEN.column("id");
    static final Column LABEL = TOKEN.changing("label");
    static final Column DESCRIPTION = TOKEN.changing("description");
    static final Column SCOPES = TOKEN.changing("scopes");
    static final Column KEY_ID = TOKEN.changing("key_id");
    static final Column VERIFIER = TOKEN.changing("verifier");
    static final Column SEAL = TOKEN.changing("seal");
    static final Column CREATED_AT = TOKEN.column("created_at");
    static final Column CREATED_BY = TOKEN.column("created_by");
    static final Column CREATED_BY_NAME = TOKEN.column("created_by_name");
    static final Column EXPIRES_AT = TOKEN.changing("expires_at");
    static final Column REVOKED_AT = TOKEN.changing("revoked_at");
    static final Column REVOKED_BY = TOKEN.changing("revoked_by");
    static final Column REVOKED_BY_NAME = TOKEN.changing("revoked_by_name");
    static final Column REVOKE_REASON = TOKEN.changing("revoke_reason");
    static final Column REVOKED_FOR = TOKEN.changing("revoked_for");
    static final Column PREDECESSOR_ID = TOKEN.column("predecessor_id");
    static final Column SUCCESSOR_ID = TOKEN.changing("successor_id");
    static final Column SHORTENED_AT = TOKEN.changing("shortened_at");
    static final Column FORMER_EXPIRES_AT = TOKEN.changing("former_expires_at");
    static final Column REQUEST_ID = TOKEN.column("request_id");
    static final Column REQUEST_MAC = TOKEN.column("request_mac");
    static final Column DELIVERED_AT = TOKEN.changing("delivered_at");
    static final Column DISABLED_AT = TOKEN.changing("disabled_at");
    static final Column DISABLED_BY = TOKEN.changing("disabled_by");
    static final Column DISABLED_BY_NAME = TOKEN.changing("disabled_by_name");
    static final Column DISABLE_REASON = TOKEN.changing("disable_reason");
    static final Column OWNER = TOKEN.changing("owner");
    static final Column METADATA = TOKEN.changing("metadata");
    static final Column NETWORKS = TOKEN.changing("networks");
    static final Column WRITTEN = TOKEN.changing("written");
    static final Column MAC = TOKEN.changing("mac");

    static final Column LAST_ACCESSED_AT = TOKEN.after("last_accessed_at", 1);
    static final Column LAST_ACCESSED_FROM = TOKEN.after("last_accessed_from", 2);

    /** Whether the token has a part in a rotation, or was made for a request. Most have not, which saves reading time. */
    static final Column HAS_ROTATION_OR_REQUEST = TOKEN.after("has_rotation_or_request", 3);

    /** Whether the token has a value in a column that came with schema 4. Most have not. */
    static final Column HAS_DISABLING_OR_NOTES = TOKEN.after("has_disabling_or_notes", 4);

    /** The first column that a query selects of its own. */
    static final Column OWN = TOKEN.after("own", 5);

    /** The columns that tell the part in a rotation, and the request. They came with schema 2. */
    static final List<Column> ROTATION_AND_REQUEST =
            List.of(PREDECESSOR_ID, SUCCESSOR_ID, SHORTENED_AT, FORMER_EXPIRES_AT, REQUEST_ID, REQUEST_MAC);

    /** A query selects these from what {@link #from} makes, before columns of its own. */
    static final String SELECT = select("last_accessed_at, last_accessed_from");

    /** The same without the last accesses, from the table {@code token} alone. */
    static final String SELECT_WITHOUT_ACCESS = select("NULL, NULL");

    /**
     * The tokens in the order of the file. By default, SQLite reads along an index instead, even where it must not use the
     * index for lookups, and then reads a page of the table for every row.
     */
    static final String IN_FILE_ORDER = "token INDEXED BY sqlite_autoindex_token_1";

    static final String INSERT = TOKEN.insert();
    static final String UPDATE = TOKEN.update() + " WHERE id = :id AND mac = :mac_before";

    private TokenRow() {}

    private static String select(String access) {
        return "SELECT " + TOKEN.list() + ", " + access
                + ", coalesce(predecessor_id, successor_id, shortened_at, former_expires_at, request_id, request_mac)"
                + " IS NOT NULL AS has_rotation_or_request,"
                + " coalesce(disabled_at, disabled_by, disabled_by_name, disable_reason, owner, metadata, networks)"
                + " IS NOT NULL AS has_disabling_or_notes";
    }

    /** The FROM of a query, with the last accesses to these tokens. */
    static String from(String tokens) {
        return " FROM " + tokens + " LEFT JOIN token_access ON token_access.token_id = token.id ";
    }

    /** The values of every column but the MAC. Last access is not among them: verifying a code writes it. */
    static Row of(StoredToken stored) {
        Token token = stored.token();
        Revocation revocation = token.revocation();
        Succession succession = token.succession();
        RequestKey request = stored.request();
        Disabling disabling = token.disabling();
        Row row = new Row(TOKEN)
                .set(ID, token.id())
                .set(LABEL, token.label())
                .set(DESCRIPTION, token.description())
                .set(SCOPES, String.join(" ", token.scopes()))
                .set(KEY_ID, stored.keyId())
                .set(VERIFIER, stored.verifier())
                .set(SEAL, stored.seal())
                .set(CREATED_AT, token.createdAt())
                .set(CREATED_BY, token.createdBy().uid())
                .set(CREATED_BY_NAME, token.createdBy().name())
                .set(EXPIRES_AT, token.expiresAt())
                .set(PREDECESSOR_ID, token.predecessorId())
                .set(DELIVERED_AT, stored.deliveredAt())
                .set(OWNER, token.owner())
                .set(METADATA, token.metadata().stored())
                .set(WRITTEN, stored.written());
        if (revocation != null) {
            SystemReason reason = revocation.systemReason();
            row.set(REVOKED_AT, revocation.at())
                    .set(REVOKED_BY, revocation.by().uid())
                    .set(REVOKED_BY_NAME, revocation.by().name())
                    .set(REVOKE_REASON, revocation.reason())
                    .set(REVOKED_FOR, reason == null ? null : reason.word());
        }
        if (succession != null) {
            row.set(SUCCESSOR_ID, succession.successorId())
                    .set(SHORTENED_AT, succession.shortenedAt())
                    .set(FORMER_EXPIRES_AT, succession.formerExpiresAt());
        }
        if (disabling != null) {
            row.set(DISABLED_AT, disabling.at())
                    .set(DISABLED_BY, disabling.by().uid())
                    .set(DISABLED_BY_NAME, disabling.by().name())
                    .set(DISABLE_REASON, disabling.reason());
        }
        if (!token.networks().isEmpty()) {
            row.set(NETWORKS, String.join(" ", token.networks()));
        }
        if (request != null) {
            row.set(REQUEST_ID, request.id()).set(REQUEST_MAC, request.mac());
        }
        return row;
    }

    /** The MAC that the row of a token has. */
    static byte[] mac(MacKey key, StoredToken stored) {
        return key.mac(of(stored).before(MAC, Kind.TOKEN));
    }

    /** The content of a row whose MAC was not checked. */
    static StoredToken unchecked(Cells row) throws SQLException {
        boolean hasMore = HAS_ROTATION_OR_REQUEST.isTrue(row);
        boolean hasNotes = HAS_DISABLING_OR_NOTES.isTrue(row);
        byte[] seal = SEAL.bytesOrNull(row);
        String scopes = SCOPES.text(row);
        Token token = new Token(
                ID.text(row),
                LABEL.text(row),
                DESCRIPTION.textOrNull(row),
                scopes.isEmpty() ? List.of() : List.of(scopes.split(" ", -1)),
                CREATED_AT.time(row),
                new User(CREATED_BY.number(row), CREATED_BY_NAME.text(row)),
                EXPIRES_AT.timeOrNull(row),
                revocation(row),
                seal != null,
                lastAccess(row),
                hasMore ? PREDECESSOR_ID.textOrNull(row) : null,
                hasMore ? succession(row) : null,
                hasNotes ? disabling(row) : null,
                hasNotes ? OWNER.textOrNull(row) : null,
                hasNotes ? metadata(row) : Metadata.NONE,
                hasNotes ? networks(row) : List.of());
        return new StoredToken(
                token,
                KEY_ID.text(row),
                VERIFIER.bytes(row),
                seal,
                hasMore ? request(row) : null,
                DELIVERED_AT.timeOrNull(row),
                WRITTEN.number(row));
    }

    private static @Nullable Revocation revocation(Cells row) throws SQLException {
        Instant at = REVOKED_AT.timeOrNull(row);
        if (at == null) {
            return null;
        }
        String name = Objects.requireNonNullElse(REVOKED_BY_NAME.textOrNull(row), "");
        String word = REVOKED_FOR.textOrNull(row);
        return new Revocation(
                at,
                new User(REVOKED_BY.number(row), name),
                REVOKE_REASON.textOrNull(row),
                word == null ? null : systemReason(word));
    }

    private static SystemReason systemReason(String word) {
        SystemReason reason = SystemReason.of(word);
        if (reason == null) {
            throw IntegrityException.tampered(
                    "The row of a token names a reason that this version of apikeys does not know.");
        }
        return reason;
    }

    private static @Nullable Succession succession(Cells row) throws SQLException {
        String successorId = SUCCESSOR_ID.textOrNull(row);
        Instant shortenedAt = SHORTENED_AT.timeOrNull(row);
        Instant formerExpiresAt = FORMER_EXPIRES_AT.timeOrNull(row);
        if (successorId == null && shortenedAt == null && formerExpiresAt == null) {
            return null;
        }
        return new Succession(Column.present(successorId), shortenedAt, formerExpiresAt);
    }

    private static @Nullable Disabling disabling(Cells row) throws SQLException {
        Instant at = DISABLED_AT.timeOrNull(row);
        String name = DISABLED_BY_NAME.textOrNull(row);
        String reason = DISABLE_REASON.textOrNull(row);
        Long by = DISABLED_BY.numberOrNull(row);
        if (at == null && by == null && name == null && reason == null) {
            return null;
        }
        return new Disabling(Column.present(at), new User(Column.present(by), Column.present(name)), reason);
    }

    private static Metadata metadata(Cells row) throws SQLException {
        String stored = METADATA.textOrNull(row);
        return stored == null ? Metadata.NONE : Metadata.ofStored(stored);
    }

    private static List<String> networks(Cells row) throws SQLException {
        String stored = NETWORKS.textOrNull(row);
        return stored == null ? List.of() : List.of(stored.split(" ", -1));
    }

    private static @Nullable RequestKey request(Cells row) throws SQLException {
        String id = REQUEST_ID.textOrNull(row);
        byte[] mac = REQUEST_MAC.bytesOrNull(row);
        return id == null && mac == null ? null : new RequestKey(Column.present(id), Column.present(mac));
    }

    private static @Nullable LastAccess lastAccess(Cells row) throws SQLException {
        Instant at = LAST_ACCESSED_AT.timeOrNull(row);
        return at == null ? null : new LastAccess(at, LAST_ACCESSED_FROM.textOrNull(row));
    }

    /** The failure for a row whose MAC is not right. */
    static Failure changed(StoredToken stored) {
        return IntegrityException.tampered("The row of a token with the id "
                + stored.token().id() + " was changed by something other than apikeys.");
    }
}

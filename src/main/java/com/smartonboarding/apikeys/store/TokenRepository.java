package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.model.RequestKey;
import com.smartonboarding.apikeys.model.Revocation;
import com.smartonboarding.apikeys.model.Succession;
import com.smartonboarding.apikeys.model.SystemReason;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.TokenOrder;
import com.smartonboarding.apikeys.secret.DatabaseKeys;
import com.smartonboarding.apikeys.store.engine.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;

/** The token rows, within one transaction. It returns no row whose MAC is wrong. */
public final class TokenRepository {
    /**
     * A row with what the audit trail says of it: one that was put back from before its revocation has a right MAC. Where
     * all rows are read, their sum tells.
     */
    private static final String SELECT_AND_ASK_THE_TRAIL = "SELECT " + TokenRow.COLUMNS + """
            , EXISTS (
                SELECT 1 FROM audit
                WHERE audit.token_id = token.id AND denied = 0 AND action IN ('revoke', 'undelivered')) AS was_revoked
            FROM\s""" + TokenRow.TABLES + " ";

    /** The lookup of many ids, in a JSON array, as a statement that is prepared once. */
    static final String BY_IDS = SELECT_AND_ASK_THE_TRAIL.replace(
            "FROM token ", "FROM json_each(?) AS wanted CROSS JOIN token ON token.id = wanted.value ");

    private static final String INSERT = """
            INSERT INTO token (id, label, description, scopes, key_id, verifier, seal, created_at, created_by,
                created_by_name, expires_at, revoked_at, revoked_by, revoked_by_name, revoke_reason, revoked_for,
                predecessor_id, successor_id, shortened_at, former_expires_at, request_id, request_mac, delivered_at,
                written, mac)
            VALUES (:id, :label, :description, :scopes, :keyId, :verifier, :seal, :createdAt, :createdBy,
                :createdByName, :expiresAt, :revokedAt, :revokedBy, :revokedByName, :revokeReason, :revokedFor,
                :predecessorId, :successorId, :shortenedAt, :formerExpiresAt, :requestId, :requestMac, :deliveredAt,
                :written, :mac)
            """;

    /** So many rows are sorted in memory: some 400 bytes each. */
    private static final long SORTED_IN_MEMORY = 50_000;

    private final Handle handle;
    private final DatabaseKeys keys;
    private final Head head;
    private final TokenRow rows;
    private final AbsenceCheck absence;

    TokenRepository(Handle handle, DatabaseKeys keys, Head head, AuditRepository audit) {
        this.handle = handle;
        this.keys = keys;
        this.head = head;
        this.rows = new TokenRow(keys.rowKey(), head);
        this.absence = new AbsenceCheck(handle, head, audit, this);
    }

    /** How many tokens there are, in every status. */
    public long count() {
        return head.countTokens();
    }

    /** The token with exactly this id. Empty only if no damage hides it. */
    public Optional<StoredToken> find(String id) {
        Optional<StoredToken> found = handle.createQuery(SELECT_AND_ASK_THE_TRAIL + "WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> mapAndAskTheTrail(row))
                .findOne();
        if (found.isEmpty()) {
            requireNone(List.of(id));
        }
        return found;
    }

    /** Refuses a database in which damage may hide tokens with these ids, which no lookup found. */
    void requireNone(Collection<String> ids) {
        absence.requireNone(ids);
    }

    /** All tokens, in every status, that ever kept this label until now. */
    public List<StoredToken> findByLabel(String label) {
        List<StoredToken> found = handle.createQuery(
                        SELECT_AND_ASK_THE_TRAIL + "WHERE label = :label ORDER BY created_at, id")
                .bind("label", label)
                .map((row, context) -> mapAndAskTheTrail(row))
                .list();
        absence.requireAllFound("token_by_label", "label", label, found.size());
        return found;
    }

    /** The first tokens whose id begins with this text, at most {@code most} of them. */
    public List<StoredToken> findByIdPrefix(String prefix, int most) {
        return handle.createQuery(SELECT_AND_ASK_THE_TRAIL
                        + "WHERE id >= :prefix AND id < :prefix || 'zzzzzzzzzzzzz' ORDER BY id LIMIT :most")
                .bind("prefix", prefix)
                .bind("most", most)
                .map((row, context) -> mapAndAskTheTrail(row))
                .list();
    }

    /** The tokens that were made for this user's request with this id, the newest first. */
    public List<StoredToken> findByRequest(long uid, String requestId) {
        List<StoredToken> found = handle.createQuery(
                        SELECT_AND_ASK_THE_TRAIL + "WHERE request_id = :request ORDER BY created_at DESC, id")
                .bind("request", requestId)
                .map((row, context) -> mapAndAskTheTrail(row))
                .list();
        absence.requireAllFound("token_by_request", "request_id", requestId, found.size());
        found.removeIf(stored -> stored.token().createdBy().uid() != uid);
        return found;
    }

    /** Those of these labels that tokens in any status have; the rows are not checked. */
    public Set<String> known(Collection<String> labels) {
        Set<String> known = among(labels, "label", "token INDEXED BY token_by_label");
        if (absence.isSoonLookedThrough()) {
            absence.requireAllThere();
            if (!known.equals(among(labels, "label", AbsenceCheck.IN_FILE_ORDER))) {
                throw AbsenceCheck.doesNotFit("label");
            }
        }
        return known;
    }

    /** Those of these ids that tokens have. */
    public Set<String> knownIds(Collection<String> ids) {
        return among(ids, "id", "token");
    }

    private Set<String> among(Collection<String> texts, String column, String table) {
        return handle.createQuery("SELECT DISTINCT " + column + " FROM " + table + " WHERE " + column
                        + " IN (SELECT value FROM json_each(:wanted))")
                .bind("wanted", json(texts))
                .map((row, context) -> row.getString(1))
                .collect(Collectors.toSet());
    }

    /** These texts, labels or ids, as a JSON array. */
    static String json(Collection<String> texts) {
        StringBuilder json = new StringBuilder("[");
        for (String text : texts) {
            // Labels and ids are printable, so there is nothing else in them to escape.
            String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"");
            json.append(json.length() > 1 ? ",\"" : "\"").append(escaped).append('"');
        }
        return json.append(']').toString();
    }

    /** Adds a token; an event of that must follow in this transaction. */
    public void insert(StoredToken token) {
        StoredToken row = token.writtenAt(head.writing());
        byte[] mac = mac(row);
        bindAll(handle.createUpdate(INSERT), row, mac).execute();
        head.tokens().add(mac);
    }

    /** Adds tokens, with a statement that is prepared once; events of that must follow in this transaction. */
    public void insertAll(List<StoredToken> tokens) {
        PreparedBatch batch = handle.prepareBatch(INSERT);
        long writing = head.writing();
        for (StoredToken token : tokens) {
            StoredToken row = token.writtenAt(writing);
            byte[] mac = mac(row);
            bindAll(batch, row, mac).add();
            head.tokens().add(mac);
        }
        batch.execute();
    }

    private static <T extends SqlStatement<T>> T bindAll(T statement, StoredToken token, byte[] mac) {
        RequestKey request = token.request();
        return bind(statement, token)
                .bind("description", token.token().description())
                .bind("scopes", String.join(" ", token.token().scopes()))
                .bind("keyId", token.keyId())
                .bind("verifier", token.verifier())
                .bind("createdAt", token.token().createdAt().toEpochMilli())
                .bind("createdBy", token.token().createdBy().uid())
                .bind("createdByName", token.token().createdBy().name())
                .bind("predecessorId", token.token().predecessorId())
                .bind("requestId", request == null ? null : request.id())
                .bind("requestMac", request == null ? null : request.mac())
                .bind("mac", mac);
    }

    /**
     * Replaces what can change of a token: its label, seal, expiry, revocation and delivery, and its place in a rotation.
     * An event of that must follow in this transaction.
     *
     * @param before the token as it was read from its row
     */
    public void update(StoredToken before, StoredToken after) {
        StoredToken row = after.writtenAt(head.writing());
        byte[] macBefore = mac(before);
        byte[] mac = mac(row);
        int changed = bind(handle.createUpdate("""
                                UPDATE token SET label = :label, seal = :seal, expires_at = :expiresAt,
                                    revoked_at = :revokedAt, revoked_by = :revokedBy,
                                    revoked_by_name = :revokedByName, revoke_reason = :revokeReason,
                                    revoked_for = :revokedFor, successor_id = :successorId,
                                    shortened_at = :shortenedAt, former_expires_at = :formerExpiresAt,
                                    delivered_at = :deliveredAt, written = :written, mac = :mac
                                WHERE id = :id AND mac = :macBefore
                                """), row)
                .bind("mac", mac)
                .bind("macBefore", macBefore)
                .execute();
        requireOne(changed);
        head.tokens().remove(macBefore);
        head.tokens().add(mac);
    }

    /** Removes a token for good; what the audit trail says of it stays, and an event of this must follow. */
    public void delete(StoredToken token) {
        byte[] mac = mac(token);
        head.writing();
        int deleted = handle.createUpdate("DELETE FROM token WHERE id = :id AND mac = :mac")
                .bind("id", token.token().id())
                .bind("mac", mac)
                .execute();
        requireOne(deleted);
        head.tokens().remove(mac);
    }

    /** Otherwise the sum would include rows that do not exist. */
    private static void requireOne(int rows) {
        if (rows != 1) {
            throw new IllegalStateException("the row is not as it was read");
        }
    }

    /**
     * Passes every token on, in order, and at the end knows that none was missing, added or put back from an older copy.
     * What does not match a glob is passed over only after its MAC was checked.
     *
     * @param globs labels to pass on, by SQLite's GLOB; all when empty
     * @param now when the order is by status: the time it is derived for
     */
    public void forEach(List<String> globs, TokenOrder order, Instant now, Consumer<Token> consumer) {
        RowSum seen = new RowSum(keys);
        StringBuilder matches = new StringBuilder(globs.isEmpty() ? "1" : "0");
        for (int i = 0; i < globs.size(); i++) {
            matches.append(" OR label GLOB :glob").append(i);
        }
        String sql = "SELECT " + TokenRow.COLUMNS + ", " + matches + " FROM " + tablesInOrder(order);
        try (Query query = handle.createQuery(sql)) {
            for (int i = 0; i < globs.size(); i++) {
                query.bind("glob" + i, globs.get(i));
            }
            if (order.column() == TokenOrder.Column.STATUS) {
                query.bind("now", now.toEpochMilli());
            }
            ResultIterator<Optional<Token>> found = query.map((row, context) -> {
                        byte[] mac = TokenRow.mac(row);
                        StoredToken stored = rows.map(row, mac);
                        seen.add(mac);
                        return row.getBoolean(TokenRow.FIRST_OWN)
                                ? Optional.of(stored.token())
                                : Optional.<Token>empty();
                    })
                    .iterator();
            while (found.hasNext()) {
                found.next().ifPresent(consumer);
            }
        }
        if (!seen.same(head.tokens())) {
            throw IntegrityException.tampered(
                    "Tokens were deleted, added or put back from an older copy by something other than apikeys.", null);
        }
    }

    /**
     * SQLite writes what it sorts into a temporary file when it is much, and there seals and verifiers of all tokens would
     * come to lie. So rows are sorted in memory; and of very many, only the keys are sorted, and the rows then looked up.
     */
    private String tablesInOrder(TokenOrder order) {
        if (head.countTokens() <= SORTED_IN_MEMORY) {
            handle.execute("PRAGMA temp_store = MEMORY");
            return TokenRow.TABLES_IN_FILE_ORDER + " ORDER BY " + orderBy(order);
        }
        handle.execute("PRAGMA cache_size = -8192"); // KiB
        return "(SELECT token.id AS sorted FROM " + TokenRow.TABLES_IN_FILE_ORDER + " ORDER BY " + orderBy(order)
                + " LIMIT -1) CROSS JOIN token ON token.id = sorted"
                + " LEFT JOIN token_access ON token_access.token_id = token.id";
    }

    private static String orderBy(TokenOrder order) {
        String column = switch (order.column()) {
            case ID -> "id";
            case LABEL -> "label COLLATE NOCASE";
            case STATUS -> "CASE WHEN revoked_at <= :now THEN 2 WHEN expires_at <= :now THEN 1 ELSE 0 END";
            case CREATED -> "created_at";
            case EXPIRES -> "expires_at IS NULL, expires_at";
            case LAST_ACCESSED -> "last_accessed_at";
            case CREATED_BY -> "created_by_name";
        };
        return (order.descending() ? column.replace(",", " DESC,") + " DESC" : column) + ", created_at, id";
    }

    private static <T extends SqlStatement<T>> T bind(T statement, StoredToken stored) {
        Revocation revocation = stored.token().revocation();
        SystemReason systemReason = revocation == null ? null : revocation.systemReason();
        Succession succession = stored.token().succession();
        return statement
                .bind("id", stored.token().id())
                .bind("label", stored.token().label())
                .bind("seal", stored.seal())
                .bind("revokedAt", revocation == null ? null : Columns.milliseconds(revocation.at()))
                .bind(
                        "revokedBy",
                        revocation == null ? null : (Long) revocation.by().uid())
                .bind(
                        "revokedByName",
                        revocation == null ? null : revocation.by().name())
                .bind("revokeReason", revocation == null ? null : revocation.reason())
                .bind("revokedFor", systemReason == null ? null : systemReason.word())
                .bind("deliveredAt", Columns.milliseconds(stored.deliveredAt()))
                .bind("written", stored.written())
                .bind("expiresAt", Columns.milliseconds(stored.token().expiresAt()))
                .bind("successorId", succession == null ? null : succession.successorId())
                .bind("shortenedAt", succession == null ? null : Columns.milliseconds(succession.shortenedAt()))
                .bind(
                        "formerExpiresAt",
                        succession == null ? null : Columns.milliseconds(succession.formerExpiresAt()));
    }

    /** The token in a row of the queries that ask the trail. */
    StoredToken mapAndAskTheTrail(ResultSet row) throws SQLException {
        StoredToken stored = rows.map(row);
        if (row.getBoolean(TokenRow.FIRST_OWN) && stored.token().revocation() == null) {
            throw IntegrityException.tampered(
                    "The audit trail says that the token with the id "
                            + stored.token().id() + " was revoked, but its row is from before that.",
                    null);
        }
        return stored;
    }

    private byte[] mac(StoredToken token) {
        return keys.rowKey().mac(token.canonicalForm());
    }
}

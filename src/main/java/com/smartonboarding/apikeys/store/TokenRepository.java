package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.TokenOrder;
import com.smartonboarding.apikeys.secret.DatabaseKeys;
import com.smartonboarding.apikeys.secret.MacKey;
import com.smartonboarding.apikeys.store.engine.Cells;
import com.smartonboarding.apikeys.store.engine.JsonArray;
import com.smartonboarding.apikeys.store.engine.Row;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterable;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/** The token rows, within one transaction. It returns no row whose MAC is wrong. */
public final class TokenRepository {
    /**
     * A row with what the audit trail says about it. A row that was put back from before its revocation has a right MAC.
     * Where all rows are read, their sum tells.
     */
    private static final String SELECT_AND_ASK_THE_TRAIL = TokenRow.SELECT + ", EXISTS ("
            + "SELECT 1 FROM audit WHERE audit.token_id = token.id AND " + RevokedIds.REVOCATION + ") AS was_revoked";

    private static final String BY_CONDITION = SELECT_AND_ASK_THE_TRAIL + TokenRow.from("token") + "WHERE ";

    private final Handle handle;
    private final DatabaseKeys keys;
    private final Head head;
    private final AbsenceCheck absence;

    TokenRepository(Handle handle, DatabaseKeys keys, Head head, AuditRepository audit) {
        this.handle = handle;
        this.keys = keys;
        this.head = head;
        this.absence = new AbsenceCheck(handle, head, audit, this);
    }

    /** How many tokens there are, in every status. */
    public long count() {
        return head.countTokens();
    }

    /** The token with exactly this id. Empty only if no damage hides it. */
    public Optional<StoredToken> find(String id) {
        List<StoredToken> found = select("id = :id", query -> query.bind("id", id));
        if (found.isEmpty()) {
            requireNone(List.of(id));
        }
        return found.stream().findFirst();
    }

    /** Refuses a database in which damage may hide tokens with these ids, which no lookup found. */
    void requireNone(Collection<String> ids) {
        absence.requireNone(ids);
    }

    /** All tokens, in every status, whose label this is. */
    public List<StoredToken> findByLabel(String label) {
        List<StoredToken> found = select("label = :label ORDER BY created_at, id", query -> query.bind("label", label));
        absence.requireAllFound("token_by_label", "label", label, found.size());
        return found;
    }

    /** The first tokens whose id begins with this text, at most {@code most} of them. */
    public List<StoredToken> findByIdPrefix(String prefix, int most) {
        return select(
                "id >= :prefix AND id < :prefix || 'zzzzzzzzzzzzz' ORDER BY id LIMIT :most",
                query -> query.bind("prefix", prefix).bind("most", most));
    }

    /** The tokens that were made for this user's request with this id, the newest first. */
    public List<StoredToken> findByRequest(long uid, String requestId) {
        List<StoredToken> found =
                select("request_id = :request ORDER BY created_at DESC, id", query -> query.bind("request", requestId));
        absence.requireAllFound("token_by_request", "request_id", requestId, found.size());
        found.removeIf(stored -> stored.token().createdBy().uid() != uid);
        return found;
    }

    private List<StoredToken> select(String condition, UnaryOperator<Query> binder) {
        return binder.apply(handle.createQuery(BY_CONDITION + condition))
                .map(Cells.each(this::mapAndAskTheTrail))
                .list();
    }

    /** Which of these labels match one of the globs, by SQLite's GLOB; all when there are no globs. */
    public Set<String> matching(List<String> globs, Collection<String> labels) {
        return bind(globs, handle.createQuery("SELECT value FROM json_each(:labels) WHERE " + anyOf(globs, "value")))
                .bind("labels", JsonArray.of(labels))
                .map((row, context) -> row.getString(1))
                .collect(Collectors.toSet());
    }

    /** The condition that the column matches one of the globs; always true when there are no globs. */
    private static String anyOf(List<String> globs, String column) {
        StringBuilder matches = new StringBuilder(globs.isEmpty() ? "1" : "0");
        for (int i = 0; i < globs.size(); i++) {
            matches.append(" OR ").append(column).append(" GLOB :glob").append(i);
        }
        return matches.toString();
    }

    private static Query bind(List<String> globs, Query query) {
        for (int i = 0; i < globs.size(); i++) {
            query.bind("glob" + i, globs.get(i));
        }
        return query;
    }

    /** Which of these labels are in use by a token in any status. The rows are not checked. */
    public Set<String> known(Collection<String> labels) {
        Set<String> known = among(labels, "label", "token INDEXED BY token_by_label");
        if (absence.isSoonLookedThrough()) {
            absence.requireAllThere();
            if (!known.equals(among(labels, "label", TokenRow.IN_FILE_ORDER))) {
                throw AbsenceCheck.doesNotFit("label");
            }
        }
        return known;
    }

    /** Which of these ids are in use. */
    public Set<String> knownIds(Collection<String> ids) {
        return among(ids, "id", "token");
    }

    private Set<String> among(Collection<String> texts, String column, String table) {
        return handle.createQuery("SELECT DISTINCT " + column + " FROM " + table + " WHERE " + column
                        + " IN (SELECT value FROM json_each(:wanted))")
                .bind("wanted", JsonArray.of(texts))
                .map((row, context) -> row.getString(1))
                .collect(Collectors.toSet());
    }

    /** Adds tokens; events about them must follow in this transaction. */
    public void insertAll(List<StoredToken> tokens) {
        if (tokens.size() == 1) { // a batch takes longer to begin
            inserted(tokens.get(0))
                    .bindAll(handle.createUpdate(TokenRow.INSERT))
                    .execute();
            return;
        }
        PreparedBatch batch = handle.prepareBatch(TokenRow.INSERT);
        tokens.forEach(token -> inserted(token).bindAll(batch).add());
        batch.execute();
    }

    /** The row of a token that is now one of the tokens. */
    private Row inserted(StoredToken token) {
        StoredToken stored = token.writtenAt(head.writing());
        byte[] mac = mac(stored);
        head.tokens().add(mac);
        return TokenRow.of(stored).set(TokenRow.MAC, mac);
    }

    /**
     * Replaces what can change in the row of a token. An event about it must follow in this transaction.
     *
     * @param before the token as it was read from its row
     */
    public void update(StoredToken before, StoredToken after) {
        StoredToken stored = after.writtenAt(head.writing());
        byte[] macBefore = mac(before);
        byte[] mac = mac(stored);
        Update update = handle.createUpdate(TokenRow.UPDATE)
                .bind("id", before.token().id())
                .bind("mac_before", macBefore);
        requireOne(
                TokenRow.of(stored).set(TokenRow.MAC, mac).bindChanging(update).execute());
        head.tokens().remove(macBefore);
        head.tokens().add(mac);
    }

    /**
     * Removes a token for good. An event about it must follow in this transaction; the audit trail keeps what it has.
     */
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
     * A token that matches no glob is left out only after its MAC was checked.
     *
     * @param globs labels to pass on, by SQLite's GLOB; all when empty
     * @param now when the order is by status: the time it is derived for
     */
    public void forEach(List<String> globs, TokenOrder order, Instant now, Consumer<Token> consumer) {
        forEachRow(globs, order, now, stored -> consumer.accept(stored.token()));
    }

    /** The same for all tokens, by id, with what only their rows have. */
    public void forEachStored(Consumer<StoredToken> consumer) {
        forEachRow(List.of(), new TokenOrder(TokenOrder.Column.ID, false), Instant.EPOCH, consumer);
    }

    private void forEachRow(List<String> globs, TokenOrder order, Instant now, Consumer<StoredToken> consumer) {
        RowSum seen = new RowSum(keys);
        TokenSorting sorting = new TokenSorting(order, head.countTokens());
        sorting.prepare(handle);
        String sql = TokenRow.SELECT + ", " + anyOf(globs, "label") + sorting.fromAndOrderBy();
        try (Query query = bind(globs, handle.createQuery(sql))) {
            if (order.column() == TokenOrder.Column.STATUS) {
                query.bind("now", now.toEpochMilli());
            }
            ResultIterable<Optional<StoredToken>> found = query.map(Cells.each(row -> {
                byte[] mac = TokenRow.MAC.bytes(row);
                StoredToken stored = checked(row, mac);
                seen.add(mac);
                return TokenRow.OWN.isTrue(row) ? Optional.of(stored) : Optional.empty();
            }));
            for (Optional<StoredToken> token : found) {
                token.ifPresent(consumer);
            }
        }
        requireAll(seen);
    }

    /** The tokens after this id, in the order of the file, at most {@code most}; adds them to what was seen. */
    List<StoredToken> after(String lastId, int most, RowSum seen) {
        return handle.createQuery(TokenRow.SELECT + TokenRow.from(TokenRow.IN_FILE_ORDER)
                        + "WHERE token.id > :last ORDER BY token.id LIMIT :most")
                .bind("last", lastId)
                .bind("most", most)
                .map(Cells.each(row -> {
                    byte[] mac = TokenRow.MAC.bytes(row);
                    StoredToken stored = checked(row, mac);
                    seen.add(mac);
                    return stored;
                }))
                .list();
    }

    /** Refuses a sum of all rows that is not the stored one. */
    void requireAll(RowSum seen) {
        if (!seen.same(head.tokens())) {
            throw IntegrityException.tampered(
                    "Tokens were deleted, added or put back from an older copy by something other than apikeys.");
        }
    }

    private StoredToken mapAndAskTheTrail(Cells row) throws SQLException {
        StoredToken stored = map(row);
        if (TokenRow.OWN.isTrue(row) && stored.token().revocation() == null) {
            throw putBack(stored.token().id());
        }
        return stored;
    }

    /** The failure for a row without a revocation, if the trail has one. */
    static Failure putBack(String id) {
        return IntegrityException.tampered("The audit trail says that the token with the id " + id
                + " was revoked, but its row is from before that.");
    }

    /** The token in a row, if the MAC of the row is right. */
    StoredToken map(Cells row) throws SQLException {
        return checked(row, TokenRow.MAC.bytes(row));
    }

    private StoredToken checked(Cells row, byte[] mac) throws SQLException {
        StoredToken stored = TokenRow.unchecked(row);
        if (!MacKey.same(mac(stored), mac)) {
            throw TokenRow.changed(stored);
        }
        head.requireKnown(stored.written());
        return stored;
    }

    private byte[] mac(StoredToken token) {
        return TokenRow.mac(keys.rowKey(), token);
    }
}

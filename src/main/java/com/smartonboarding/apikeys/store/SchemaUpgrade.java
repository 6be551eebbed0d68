package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.audit.AuditChain;
import com.smartonboarding.apikeys.audit.AuditEvent;
import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.model.Administrator;
import com.smartonboarding.apikeys.model.Revocation;
import com.smartonboarding.apikeys.model.StoredWords.Action;
import com.smartonboarding.apikeys.model.StoredWords.Kind;
import com.smartonboarding.apikeys.model.SystemReason;
import com.smartonboarding.apikeys.secret.CanonicalForm;
import com.smartonboarding.apikeys.secret.DatabaseKeys;
import com.smartonboarding.apikeys.secret.MacKey;
import com.smartonboarding.apikeys.store.engine.Cells;
import com.smartonboarding.apikeys.store.engine.Row;
import com.smartonboarding.apikeys.store.schema.Schema;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * Brings a database of an older schema to the newest, within one transaction. First, it checks everything by the rules of
 * the older schema. A row or sum with a wrong MAC is refused, and never given a right one.
 */
final class SchemaUpgrade {
    /** The first schema whose sums have a mask, and whose rows name the event that wrote them. */
    private static final int MASKED = 3;

    /** The number of rows that are held in memory at a time. */
    private static final int PIECE = 1_000;

    private final Handle handle;
    private final DatabaseKeys keys;
    private final int version;
    private final Head.@Nullable Stored old;
    private final Head head;
    private final AuditRepository audit;

    SchemaUpgrade(Handle handle, DatabaseKeys keys) {
        this.handle = handle;
        this.keys = keys;
        version = Schema.version(handle);
        old = version < MASKED ? Head.load(handle, keys.rowKey(), Kind.OLD_HEAD) : null;
        head = old == null
                ? Head.load(handle, keys)
                : Head.withoutRows(handle, keys, old.auditSequence(), old.auditMac());
        audit = new AuditRepository(handle, new AuditChain(keys.auditKey()), head);
    }

    /** The trail, which no upgrade changes. */
    AuditRepository audit() {
        return audit;
    }

    /** Checks all rows and the trail, and gives the rows their new form. */
    void convert() {
        audit.verifyTail();
        audit.verifyAll();
        if (old == null) {
            new AdministratorRepository(handle, keys, head).findAll();
            Schema.upgrade(handle);
            upgradeTokens();
        } else {
            Schema.upgrade(handle);
            upgradeTokens(old, undelivered());
            upgradeAdministrators(old);
        }
    }

    /** Records the upgrade, and writes the head. */
    Head record(AuditEvent event) {
        audit.append(event);
        head.save();
        return head;
    }

    /**
     * The tokens that were revoked because their code could not be delivered. The trail says so: it has another action
     * for a revocation by a person. The reason in the row says nothing, because a person may have typed it.
     */
    private Set<String> undelivered() {
        // The plus keeps SQLite from using the index, which has no MAC.
        return new HashSet<>(handle.createQuery(
                        "SELECT token_id FROM audit WHERE +action = '" + Action.UNDELIVERED + "' AND +denied = 0")
                .map((row, context) -> row.getString(1))
                .list());
    }

    private void upgradeTokens(Head.Stored before, Set<String> undelivered) {
        OldForms.Sum seen = new OldForms.Sum();
        upgradeTokens(OldForms::token, seen::add, stored -> {
            Revocation revocation = stored.token().revocation();
            StoredToken row =
                    revocation != null && undelivered.contains(stored.token().id())
                            ? stored.revoked(undelivered(revocation))
                            : stored;
            return row.writtenAt(before.auditSequence());
        });
        requireAll(before.hasTokens(seen.count(), seen.sum()));
    }

    private void upgradeTokens() {
        RowSum before = head.tokensAnew();
        RowSum seen = new RowSum(keys);
        upgradeTokens(OldForms::token3, seen::add, stored -> {
            head.requireKnown(stored.written());
            return stored;
        });
        requireAll(seen.same(before));
    }

    private static Revocation undelivered(Revocation revocation) {
        return new Revocation(revocation.at(), revocation.by(), revocation.reason(), SystemReason.UNDELIVERED);
    }

    private static void requireAll(boolean all) {
        if (!all) {
            throw IntegrityException.tampered(
                    "Tokens were deleted, added or put back from an older copy by something other than apikeys.");
        }
    }

    private void upgradeTokens(
            Function<StoredToken, CanonicalForm> oldForm, Consumer<byte[]> seen, UnaryOperator<StoredToken> renewal) {
        List<StoredToken> piece = tokensAfter("", oldForm, seen);
        while (!piece.isEmpty()) {
            PreparedBatch batch = handle.prepareBatch(
                    "UPDATE token SET revoked_for = :revokedFor, written = :written, mac = :mac WHERE id = :id");
            for (StoredToken stored : piece) {
                StoredToken row = renewal.apply(stored);
                Revocation revocation = row.token().revocation();
                SystemReason reason = revocation == null ? null : revocation.systemReason();
                byte[] mac = TokenRow.mac(keys.rowKey(), row);
                batch.bind("revokedFor", reason == null ? null : reason.word())
                        .bind("written", row.written())
                        .bind("mac", mac)
                        .bind("id", row.token().id())
                        .add();
                head.tokens().add(mac);
            }
            batch.execute();
            piece = tokensAfter(piece.get(piece.size() - 1).token().id(), oldForm, seen);
        }
    }

    private List<StoredToken> tokensAfter(
            String last, Function<StoredToken, CanonicalForm> oldForm, Consumer<byte[]> seen) {
        return handle.createQuery(TokenRow.SELECT + TokenRow.from(TokenRow.IN_FILE_ORDER)
                        + "WHERE token.id > :last ORDER BY token.id LIMIT :piece")
                .bind("last", last)
                .bind("piece", PIECE)
                .map(Cells.each(row -> {
                    StoredToken stored = TokenRow.unchecked(row);
                    byte[] mac = TokenRow.MAC.bytes(row);
                    if (!MacKey.same(keys.rowKey().mac(oldForm.apply(stored)), mac)) {
                        throw TokenRow.changed(stored);
                    }
                    seen.accept(mac);
                    return stored;
                }))
                .list();
    }

    private void upgradeAdministrators(Head.Stored before) {
        OldForms.Sum seen = new OldForms.Sum();
        List<Administrator> all = handle.createQuery(AdministratorRepository.SELECT_ALL)
                .map(Cells.each(row -> {
                    Administrator administrator = AdministratorRepository.unchecked(row);
                    byte[] mac = AdministratorRepository.MAC.bytes(row);
                    if (!MacKey.same(keys.rowKey().mac(OldForms.administrator(administrator)), mac)) {
                        throw AdministratorRepository.changed();
                    }
                    seen.add(mac);
                    return administrator;
                }))
                .list();
        if (!before.hasAdministrators(seen.count(), seen.sum())) {
            throw AdministratorRepository.changed();
        }
        for (Administrator administrator : all) {
            Row row = AdministratorRepository.row(keys.rowKey(), administrator, before.auditSequence());
            row.bindChanging(handle.createUpdate(AdministratorRepository.UPDATE))
                    .bind("uid", administrator.user().uid())
                    .execute();
            head.administrators().add(row.bytes(AdministratorRepository.MAC));
        }
    }
}

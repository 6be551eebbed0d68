package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.audit.AuditChain;
import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.model.Administrator;
import com.smartonboarding.apikeys.model.Revocation;
import com.smartonboarding.apikeys.model.StoredWords.Action;
import com.smartonboarding.apikeys.model.StoredWords.Kind;
import com.smartonboarding.apikeys.model.SystemReason;
import com.smartonboarding.apikeys.secret.DatabaseKeys;
import com.smartonboarding.apikeys.secret.MacKey;
import com.smartonboarding.apikeys.store.engine.Row;
import com.smartonboarding.apikeys.store.schema.Schema;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Brings a database of schema 1 or 2 to schema 3, in the transaction that found it old. First, it checks everything by
 * the rules of the older schema. A row or sum with a wrong MAC is refused, and never given a right one.
 */
final class SchemaUpgrade {
    /** The number of rows that are held in memory at a time. */
    private static final int PIECE = 1_000;

    private final Handle handle;
    private final DatabaseKeys keys;

    SchemaUpgrade(Handle handle, DatabaseKeys keys) {
        this.handle = handle;
        this.keys = keys;
    }

    void run() {
        Head.Stored old = Head.load(handle, keys.rowKey(), Kind.OLD_HEAD);
        Head head = Head.withoutRows(handle, keys, old.auditSequence(), old.auditMac());
        AuditRepository audit = new AuditRepository(handle, new AuditChain(keys.auditKey()), head);
        audit.verifyTail();
        audit.verifyAll();
        Schema.upgrade(handle);
        upgradeTokens(old, head, undelivered());
        upgradeAdministrators(old, head);
        head.save();
    }

    /**
     * The tokens that were revoked because their code could not be delivered. The trail says so: it has another action
     * for a revocation by a person. The reason in the row says nothing, because a person may have typed it.
     */
    private Set<String> undelivered() {
        // The plus keeps SQLite from using the index, which has no MAC.
        return new HashSet<>(handle.createQuery(
                        "SELECT token_id FROM audit WHERE +action = '" + Action.UNDELIVERED + "' AND +denied = 0")
                .mapTo(String.class)
                .list());
    }

    private void upgradeTokens(Head.Stored old, Head head, Set<String> undelivered) {
        OldForms.Sum seen = new OldForms.Sum();
        String last = "";
        List<StoredToken> piece = tokensAfter(last, seen);
        while (!piece.isEmpty()) {
            PreparedBatch batch = handle.prepareBatch(
                    "UPDATE token SET revoked_for = :revokedFor, written = :written, mac = :mac WHERE id = :id");
            for (StoredToken stored : piece) {
                last = stored.token().id();
                Revocation revocation = stored.token().revocation();
                SystemReason reason =
                        revocation != null && undelivered.contains(last) ? SystemReason.UNDELIVERED : null;
                StoredToken row = (revocation == null || reason == null
                                ? stored
                                : stored.revoked(
                                        new Revocation(revocation.at(), revocation.by(), revocation.reason(), reason)))
                        .writtenAt(old.auditSequence());
                byte[] mac = TokenRow.mac(keys.rowKey(), row);
                batch.bind("revokedFor", reason == null ? null : reason.word())
                        .bind("written", row.written())
                        .bind("mac", mac)
                        .bind("id", last)
                        .add();
                head.tokens().add(mac);
            }
            batch.execute();
            piece = tokensAfter(last, seen);
        }
        if (!old.hasTokens(seen.count(), seen.sum())) {
            throw IntegrityException.tampered(
                    "Tokens were deleted, added or put back from an older copy by something other than apikeys.");
        }
    }

    private List<StoredToken> tokensAfter(String last, OldForms.Sum seen) {
        return handle.createQuery(TokenRow.SELECT + TokenRow.from(TokenRow.IN_FILE_ORDER)
                        + "WHERE token.id > :last ORDER BY token.id LIMIT :piece")
                .bind("last", last)
                .bind("piece", PIECE)
                .map((row, context) -> {
                    StoredToken stored = TokenRow.unchecked(row);
                    byte[] mac = TokenRow.MAC.bytes(row);
                    if (!MacKey.same(keys.rowKey().mac(OldForms.token(stored)), mac)) {
                        throw TokenRow.changed(stored);
                    }
                    seen.add(mac);
                    return stored;
                })
                .list();
    }

    private void upgradeAdministrators(Head.Stored old, Head head) {
        OldForms.Sum seen = new OldForms.Sum();
        List<Administrator> all = handle.createQuery(AdministratorRepository.SELECT_ALL)
                .map((row, context) -> {
                    Administrator administrator = AdministratorRepository.unchecked(row);
                    byte[] mac = AdministratorRepository.MAC.bytes(row);
                    if (!MacKey.same(keys.rowKey().mac(OldForms.administrator(administrator)), mac)) {
                        throw AdministratorRepository.changed();
                    }
                    seen.add(mac);
                    return administrator;
                })
                .list();
        if (!old.hasAdministrators(seen.count(), seen.sum())) {
            throw AdministratorRepository.changed();
        }
        for (Administrator administrator : all) {
            Row row = AdministratorRepository.row(keys.rowKey(), administrator, old.auditSequence());
            row.bindChanging(handle.createUpdate(AdministratorRepository.UPDATE))
                    .bind("uid", administrator.user().uid())
                    .execute();
            head.administrators().add(row.bytes(AdministratorRepository.MAC));
        }
    }
}

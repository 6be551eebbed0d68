package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.audit.AuditChain;
import com.smartonboarding.apikeys.model.Administrator;
import com.smartonboarding.apikeys.model.TokenCode;
import com.smartonboarding.apikeys.secret.DatabaseKeys;
import com.smartonboarding.apikeys.store.engine.Row;
import com.smartonboarding.apikeys.store.schema.Installation;
import com.smartonboarding.apikeys.store.schema.Schema;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.LongConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Makes every MAC, verifier and sealed code of a database again with another key, within one transaction. Each row is
 * checked with the old key first, and all rows by their sum. A row with a wrong MAC is refused, and never given a right
 * one. The content of the audit trail stays as it is; only its MACs are new.
 */
final class Rekeying {
    /** The number of rows that are held in memory at a time. */
    private static final int PIECE = 1_000;

    private static final String TRIGGER = "audit_refuses_update";

    private final Handle handle;
    private final Transaction old;
    private final DatabaseKeys keys;
    private final SecureRandom random;
    private final LongConsumer progress;

    Rekeying(Handle handle, Transaction old, DatabaseKeys keys, SecureRandom random, LongConsumer progress) {
        this.handle = handle;
        this.old = old;
        this.keys = keys;
        this.random = random;
        this.progress = progress;
    }

    /** Makes everything again; returns the new head, at which the next event must be recorded. */
    Head run() {
        List<Administrator> administrators = old.administrators().findAll();
        byte[] lastMac = remakeTrail();
        Head head = Head.withoutRows(handle, keys, old.audit().count(), lastMac);
        remakeTokens(head);
        for (Administrator administrator : administrators) {
            Row row = AdministratorRepository.row(keys.rowKey(), administrator, head.writing());
            row.bindChanging(handle.createUpdate(AdministratorRepository.UPDATE))
                    .bind("uid", administrator.user().uid())
                    .execute();
            head.administrators().add(row.bytes(AdministratorRepository.MAC));
        }
        Installation.rekey(handle, keys);
        return head;
    }

    /** The trigger that keeps events from being changed is dropped for the transaction, and made again as it was. */
    private byte[] remakeTrail() {
        String trigger = handle.createQuery("SELECT sql FROM sqlite_schema WHERE name = '" + TRIGGER + "'")
                .map((row, context) -> row.getString(1))
                .one();
        handle.execute("DROP TRIGGER " + TRIGGER);
        byte[] mac = old.audit().remake(new AuditChain(keys.auditKey()), progress);
        handle.execute(trigger);
        if (!Schema.isFingerprint(Schema.VERSION, Schema.fingerprint(handle))) {
            throw new IllegalStateException("the schema is not as it was");
        }
        return mac;
    }

    private void remakeTokens(Head head) {
        RowSum seen = new RowSum(old.keys());
        long events = old.audit().count();
        List<StoredToken> piece = old.tokens().after("", PIECE, seen);
        while (!piece.isEmpty()) {
            PreparedBatch batch = handle.prepareBatch("UPDATE token SET key_id = :key, verifier = :verifier,"
                    + " seal = :seal, written = :written, mac = :mac WHERE id = :id");
            for (StoredToken stored : piece) {
                StoredToken row = remade(stored).writtenAt(head.writing());
                byte[] mac = TokenRow.mac(keys.rowKey(), row);
                batch.bind("key", row.keyId())
                        .bind("verifier", row.verifier())
                        .bind("seal", row.seal())
                        .bind("written", row.written())
                        .bind("mac", mac)
                        .bind("id", row.token().id())
                        .add();
                head.tokens().add(mac);
            }
            batch.execute();
            progress.accept(events + head.countTokens());
            piece = old.tokens().after(piece.get(piece.size() - 1).token().id(), PIECE, seen);
        }
        old.tokens().requireAll(seen);
    }

    /** A new verifier needs the sealed code. Without one, the token keeps its present verifier. */
    private StoredToken remade(StoredToken stored) {
        if (stored.seal() == null || stored.keyId().equals(keys.keyId())) {
            return stored;
        }
        TokenCode code = stored.unseal(old.codeKeys()).orElseThrow();
        return stored.withCode(keys.keyId(), keys.verifier(code), keys.seal(code, random));
    }
}

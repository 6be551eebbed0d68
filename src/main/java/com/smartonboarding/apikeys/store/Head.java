package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.audit.AuditChain;
import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.secret.CanonicalForm;
import com.smartonboarding.apikeys.secret.MacKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/** The one row that ties the tables together: the end of the audit chain and the sums of the other rows, under a MAC. */
final class Head {
    private final Handle handle;
    private final MacKey key;
    private final RowSum tokens;
    private final RowSum administrators;
    private long auditSequence;
    private byte[] auditMac;
    private boolean changed;

    private Head(Handle handle, MacKey key, RowSum tokens, RowSum administrators, long auditSequence, byte[] auditMac) {
        this.handle = handle;
        this.key = key;
        this.tokens = tokens;
        this.administrators = administrators;
        this.auditSequence = auditSequence;
        this.auditMac = auditMac;
    }

    /** The head of a database without rows, stored. */
    static Head create(Handle handle, MacKey key) {
        Head head = new Head(handle, key, new RowSum(), new RowSum(), 0, AuditChain.beginning());
        handle.execute("INSERT INTO head VALUES (1, 0, x'', 0, x'', 0, x'', x'')");
        head.save();
        return head;
    }

    /** The stored head, when its MAC is right. */
    static Head load(Handle handle, MacKey key) {
        return handle.createQuery("SELECT * FROM head WHERE singleton = 1")
                .map((row, context) -> map(row, handle, key))
                .findOne()
                .orElseThrow(() -> IntegrityException.tampered("The database has lost its head row.", null));
    }

    RowSum tokens() {
        return tokens;
    }

    RowSum administrators() {
        return administrators;
    }

    long auditSequence() {
        return auditSequence;
    }

    byte[] auditMac() {
        return auditMac;
    }

    void auditMovedTo(long sequence, byte[] mac) {
        auditSequence = sequence;
        auditMac = mac;
        changed = true;
    }

    /** Writes the head if there was an event, and there is none without a change: what changes a row is in the trail. */
    void saveIfChanged() {
        if (changed) {
            save();
        }
    }

    private void save() {
        handle.createUpdate("""
                        UPDATE head SET audit_sequence = :auditSequence, audit_mac = :auditMac,
                            tokens = :tokens, tokens_sum = :tokensSum,
                            administrators = :administrators, administrators_sum = :administratorsSum, mac = :mac
                        """)
                .bind("auditSequence", auditSequence)
                .bind("auditMac", auditMac)
                .bind("tokens", tokens.count())
                .bind("tokensSum", tokens.sum())
                .bind("administrators", administrators.count())
                .bind("administratorsSum", administrators.sum())
                .bind("mac", key.mac(canonicalForm()))
                .execute();
    }

    private static Head map(ResultSet row, Handle handle, MacKey key) throws SQLException {
        Head head = new Head(
                handle,
                key,
                new RowSum(row.getLong("tokens"), Columns.present(row.getBytes("tokens_sum"))),
                new RowSum(row.getLong("administrators"), Columns.present(row.getBytes("administrators_sum"))),
                row.getLong("audit_sequence"),
                row.getBytes("audit_mac"));
        if (!MacKey.same(key.mac(head.canonicalForm()), row.getBytes("mac"))) {
            throw IntegrityException.tampered(
                    "The head row of the database was changed by something else than apikeys.", null);
        }
        return head;
    }

    private CanonicalForm canonicalForm() {
        return new CanonicalForm("head")
                .add(auditSequence)
                .add(auditMac)
                .add(tokens.count())
                .add(tokens.sum())
                .add(administrators.count())
                .add(administrators.sum());
    }
}

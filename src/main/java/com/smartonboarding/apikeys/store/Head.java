package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.audit.AuditChain;
import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.secret.CanonicalForm;
import com.smartonboarding.apikeys.secret.DatabaseKeys;
import com.smartonboarding.apikeys.secret.MacKey;
import com.smartonboarding.apikeys.store.engine.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The one row that ties the tables together: the end of the audit chain and the sums of the other rows, under a MAC.
 *
 * <p>Each sum is stored under a mask that is made of the end of the audit chain, and so is another after each event: of two
 * copies of the database, nobody learns by subtraction what a row adds. The sequence alone would not do, for two
 * continuations of one copy have the same. So what changes a row must record an event in the same transaction.
 */
public final class Head {
    private static final String TOKENS = "token";
    private static final String ADMINISTRATORS = "administrator";

    private final Handle handle;
    private final DatabaseKeys keys;
    private final Stored stored;
    private @Nullable RowSum tokens;
    private @Nullable RowSum administrators;
    private long auditSequence;
    private byte[] auditMac;
    private long lastWriting;

    private Head(Handle handle, DatabaseKeys keys, Stored stored) {
        this.handle = handle;
        this.keys = keys;
        this.stored = stored;
        this.auditSequence = stored.auditSequence;
        this.auditMac = stored.auditMac;
    }

    /** What the row holds. */
    public static final class Stored {
        private final long auditSequence;
        private final byte[] auditMac;
        private final long tokens;
        private final byte[] tokensSum;
        private final long administrators;
        private final byte[] administratorsSum;

        public Stored(
                long auditSequence,
                byte[] auditMac,
                long tokens,
                byte[] tokensSum,
                long administrators,
                byte[] administratorsSum) {
            this.auditSequence = auditSequence;
            this.auditMac = auditMac;
            this.tokens = tokens;
            this.tokensSum = tokensSum;
            this.administrators = administrators;
            this.administratorsSum = administratorsSum;
        }

        public long auditSequence() {
            return auditSequence;
        }

        public byte[] auditMac() {
            return auditMac;
        }

        /** Whether these are the number and the sum of the tokens, as they are stored. */
        public boolean hasTokens(long count, byte[] sum) {
            return tokens == count && MacKey.same(tokensSum, sum);
        }

        /** Whether these are the number and the sum of the administrators, as they are stored. */
        public boolean hasAdministrators(long count, byte[] sum) {
            return administrators == count && MacKey.same(administratorsSum, sum);
        }

        /** What its MAC is over. */
        public CanonicalForm canonicalForm(String kind) {
            return new CanonicalForm(kind)
                    .add(auditSequence)
                    .add(auditMac)
                    .add(tokens)
                    .add(tokensSum)
                    .add(administrators)
                    .add(administratorsSum);
        }
    }

    /** The head of a database without rows, stored. */
    static Head create(Handle handle, DatabaseKeys keys) {
        handle.execute("INSERT INTO head VALUES (1, 0, x'', 0, x'', 0, x'', x'')");
        Head head = withoutRows(handle, keys, 0, AuditChain.beginning());
        head.save();
        return head;
    }

    /** A head that no rows were added to yet, at this end of the trail. */
    public static Head withoutRows(Handle handle, DatabaseKeys keys, long auditSequence, byte[] auditMac) {
        Head head = new Head(handle, keys, new Stored(auditSequence, auditMac, 0, auditMac, 0, auditMac));
        head.tokens = new RowSum(keys);
        head.administrators = new RowSum(keys);
        return head;
    }

    /** The stored head, when its MAC is right. */
    public static Head load(Handle handle, DatabaseKeys keys) {
        return new Head(handle, keys, load(handle, keys.rowKey(), "head 3"));
    }

    /** What the row holds, when its MAC is right for a head of this kind. */
    public static Stored load(Handle handle, MacKey key, String kind) {
        return handle.createQuery("SELECT * FROM head WHERE singleton = 1")
                .map((row, context) -> map(row, key, kind))
                .findOne()
                .orElseThrow(() -> IntegrityException.tampered("The database has lost its head row.", null));
    }

    private static Stored map(ResultSet row, MacKey key, String kind) throws SQLException {
        Stored stored = new Stored(
                row.getLong("audit_sequence"),
                Columns.present(row.getBytes("audit_mac")),
                row.getLong("tokens"),
                Columns.present(row.getBytes("tokens_sum")),
                row.getLong("administrators"),
                Columns.present(row.getBytes("administrators_sum")));
        if (!MacKey.same(key.mac(stored.canonicalForm(kind)), row.getBytes("mac"))) {
            throw IntegrityException.tampered(
                    "The head row of the database was changed by something other than apikeys.", null);
        }
        return stored;
    }

    /** The rows of tokens. */
    public RowSum tokens() {
        if (tokens == null) {
            tokens = RowSum.unmasked(keys, stored.tokens, stored.tokensSum, storedMask(TOKENS));
        }
        return tokens;
    }

    /** The rows of administrators. */
    public RowSum administrators() {
        if (administrators == null) {
            administrators =
                    RowSum.unmasked(keys, stored.administrators, stored.administratorsSum, storedMask(ADMINISTRATORS));
        }
        return administrators;
    }

    /** How many tokens there are. */
    long countTokens() {
        return tokens == null ? stored.tokens : tokens.count();
    }

    public long auditSequence() {
        return auditSequence;
    }

    public byte[] auditMac() {
        return auditMac;
    }

    void auditMovedTo(long sequence, byte[] mac) {
        auditSequence = sequence;
        auditMac = mac;
    }

    /** The sequence of the event that a row is written for: the next one, which must be recorded in this transaction. */
    long writing() {
        lastWriting = auditSequence + 1;
        return lastWriting;
    }

    /**
     * Refuses a row from after the end of the trail: head and trail were restored from an older copy, and the row was
     * not.
     */
    void requireKnown(long written) {
        if (written > Math.max(auditSequence, lastWriting)) {
            throw IntegrityException.tampered(
                    "A row of the database was written by event " + written + ", but its audit trail ends with event "
                            + auditSequence + ": parts of it are from an older copy.",
                    null);
        }
    }

    /**
     * Writes the head if an event was recorded. Every change of a row records an event, so without one there is nothing
     * to write.
     */
    void saveIfChanged() {
        if (lastWriting > auditSequence) {
            throw new IllegalStateException("a row was written without an event in the audit trail");
        }
        if (isChanged()) {
            save();
        }
    }

    /** Whether an event was recorded. */
    boolean isChanged() {
        return auditSequence != stored.auditSequence;
    }

    public void save() {
        Stored next = new Stored(
                auditSequence,
                auditMac,
                tokens().count(),
                tokens().masked(mask(TOKENS)),
                administrators().count(),
                administrators().masked(mask(ADMINISTRATORS)));
        handle.createUpdate("""
                        UPDATE head SET audit_sequence = :auditSequence, audit_mac = :auditMac,
                            tokens = :tokens, tokens_sum = :tokensSum,
                            administrators = :administrators, administrators_sum = :administratorsSum, mac = :mac
                        """)
                .bind("auditSequence", next.auditSequence)
                .bind("auditMac", next.auditMac)
                .bind("tokens", next.tokens)
                .bind("tokensSum", next.tokensSum)
                .bind("administrators", next.administrators)
                .bind("administratorsSum", next.administratorsSum)
                .bind("mac", keys.rowKey().mac(next.canonicalForm("head 3")))
                .execute();
    }

    private byte[] storedMask(String table) {
        return keys.mask(table, stored.auditSequence, stored.auditMac);
    }

    private byte[] mask(String table) {
        return keys.mask(table, auditSequence, auditMac);
    }
}

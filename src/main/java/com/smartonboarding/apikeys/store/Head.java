package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.audit.AuditChain;
import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.model.StoredWords.Kind;
import com.smartonboarding.apikeys.secret.DatabaseKeys;
import com.smartonboarding.apikeys.secret.MacKey;
import com.smartonboarding.apikeys.store.engine.Cells;
import com.smartonboarding.apikeys.store.engine.Column;
import com.smartonboarding.apikeys.store.engine.Row;
import com.smartonboarding.apikeys.store.engine.Table;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The one row that ties the tables together: the end of the audit chain and the sums of the other rows, under a MAC.
 *
 * <p>Each sum is stored under a mask that is made of the end of the audit chain, so it differs after every event. An
 * attacker with two copies of the database cannot subtract the sums to learn what a row adds. The sequence number alone
 * would not do for a mask: two continuations of one copy have the same. Because of the mask, a change of a row must
 * record an event in the same transaction.
 */
final class Head {
    private static final Table HEAD = new Table("head");

    private static final Column AUDIT_SEQUENCE = HEAD.changing("audit_sequence");
    private static final Column AUDIT_MAC = HEAD.changing("audit_mac");
    private static final Column TOKENS = HEAD.changing("tokens");
    private static final Column TOKENS_SUM = HEAD.changing("tokens_sum");
    private static final Column ADMINISTRATORS = HEAD.changing("administrators");
    private static final Column ADMINISTRATORS_SUM = HEAD.changing("administrators_sum");
    static final Column MAC = HEAD.changing("mac");

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

    /** The values in the row. */
    static final class Stored {
        private final long auditSequence;
        private final byte[] auditMac;
        private final long tokens;
        private final byte[] tokensSum;
        private final long administrators;
        private final byte[] administratorsSum;

        Stored(
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

        long auditSequence() {
            return auditSequence;
        }

        byte[] auditMac() {
            return auditMac;
        }

        /** Whether the number and the sum of the tokens are these, as stored. */
        boolean hasTokens(long count, byte[] sum) {
            return tokens == count && MacKey.same(tokensSum, sum);
        }

        /** Whether the number and the sum of the administrators are these, as stored. */
        boolean hasAdministrators(long count, byte[] sum) {
            return administrators == count && MacKey.same(administratorsSum, sum);
        }

        /** The row, with the MAC of a head of this kind. */
        Row row(MacKey key, String kind) {
            Row row = new Row(HEAD)
                    .set(AUDIT_SEQUENCE, auditSequence)
                    .set(AUDIT_MAC, auditMac)
                    .set(TOKENS, tokens)
                    .set(TOKENS_SUM, tokensSum)
                    .set(ADMINISTRATORS, administrators)
                    .set(ADMINISTRATORS_SUM, administratorsSum);
            return row.set(MAC, key.mac(row.before(MAC, kind)));
        }
    }

    /** Stores the head of a database that has no rows yet. */
    static Head create(Handle handle, DatabaseKeys keys) {
        Head head = withoutRows(handle, keys, 0, AuditChain.beginning());
        head.row().bindAll(handle.createUpdate(HEAD.insert())).execute();
        return head;
    }

    /** The head of a database without rows, at this end of the trail. */
    static Head withoutRows(Handle handle, DatabaseKeys keys, long auditSequence, byte[] auditMac) {
        Head head = new Head(handle, keys, new Stored(auditSequence, auditMac, 0, auditMac, 0, auditMac));
        head.tokens = new RowSum(keys);
        head.administrators = new RowSum(keys);
        return head;
    }

    /** The stored head, if its MAC is right. */
    static Head load(Handle handle, DatabaseKeys keys) {
        return new Head(handle, keys, load(handle, keys.rowKey(), Kind.HEAD));
    }

    /** The values in the row, if its MAC is right for a head of this kind. */
    static Stored load(Handle handle, MacKey key, String kind) {
        return handle.createQuery("SELECT " + HEAD.list() + " FROM head WHERE singleton = 1")
                .map(Cells.each(row -> map(row, key, kind)))
                .findOne()
                .orElseThrow(() -> IntegrityException.tampered("The database has lost its head row."));
    }

    private static Stored map(Cells row, MacKey key, String kind) throws SQLException {
        Stored stored = new Stored(
                AUDIT_SEQUENCE.number(row),
                AUDIT_MAC.bytes(row),
                TOKENS.number(row),
                TOKENS_SUM.bytes(row),
                ADMINISTRATORS.number(row),
                ADMINISTRATORS_SUM.bytes(row));
        if (!MacKey.same(stored.row(key, kind).bytes(MAC), MAC.bytes(row))) {
            throw IntegrityException.tampered(
                    "The head row of the database was changed by something other than apikeys.");
        }
        return stored;
    }

    /** The sum of the tokens. */
    RowSum tokens() {
        if (tokens == null) {
            tokens = RowSum.unmasked(keys, stored.tokens, stored.tokensSum, storedMask(Kind.TABLE_OF_TOKENS));
        }
        return tokens;
    }

    /** Begins the sum of the tokens again, for rows that all get another MAC. Returns the sum of the present rows. */
    RowSum tokensAnew() {
        RowSum before = tokens();
        tokens = new RowSum(keys);
        return before;
    }

    /** The sum of the administrators. */
    RowSum administrators() {
        if (administrators == null) {
            administrators = RowSum.unmasked(
                    keys, stored.administrators, stored.administratorsSum, storedMask(Kind.TABLE_OF_ADMINISTRATORS));
        }
        return administrators;
    }

    /** How many tokens there are. */
    long countTokens() {
        return tokens == null ? stored.tokens : tokens.count();
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
    }

    /**
     * The sequence number of the event for which a row is written: the next event, which this transaction must record.
     */
    long writing() {
        lastWriting = auditSequence + 1;
        return lastWriting;
    }

    /**
     * Refuses a row that was written after the end of the trail. Then head and trail were restored from an older copy,
     * and the row was not.
     */
    void requireKnown(long written) {
        if (written > Math.max(auditSequence, lastWriting)) {
            throw IntegrityException.tampered(
                    "A row of the database was written by event " + written + ", but its audit trail ends with event "
                            + auditSequence + ": parts of it are from an older copy.");
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

    /** Writes the head, whether or not an event was recorded. */
    void save() {
        row().bindChanging(handle.createUpdate(HEAD.update())).execute();
    }

    private Row row() {
        Stored next = new Stored(
                auditSequence,
                auditMac,
                tokens().count(),
                tokens().masked(mask(Kind.TABLE_OF_TOKENS)),
                administrators().count(),
                administrators().masked(mask(Kind.TABLE_OF_ADMINISTRATORS)));
        return next.row(keys.rowKey(), Kind.HEAD);
    }

    private byte[] storedMask(String table) {
        return keys.mask(table, stored.auditSequence, stored.auditMac);
    }

    private byte[] mask(String table) {
        return keys.mask(table, auditSequence, auditMac);
    }
}

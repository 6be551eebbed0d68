package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.audit.AuditActor;
import com.smartonboarding.apikeys.audit.AuditChain;
import com.smartonboarding.apikeys.audit.AuditEvent;
import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.secret.MacKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The audit trail within one transaction: it can be added to and checked, and nothing else. */
public final class AuditRepository {
    /**
     * How many of the last events every transaction checks. Checking all would make each command slower with every event
     * that ever was; a list, which reads all tokens anyway, checks them all.
     */
    private static final long TAIL = 64;

    private final Handle handle;
    private final AuditChain chain;
    private final Head head;
    private Instant lastAt = Instant.EPOCH;

    AuditRepository(Handle handle, AuditChain chain, Head head) {
        this.handle = handle;
        this.chain = chain;
        this.head = head;
    }

    /** Adds an event, in the transaction of what it tells of. */
    public void append(
            Instant now,
            String action,
            boolean denied,
            @Nullable String tokenId,
            @Nullable String detail,
            AuditActor actor) {
        Instant at = Instant.ofEpochMilli(now.toEpochMilli());
        long sequence = head.auditSequence() + 1;
        AuditEvent event = new AuditEvent(sequence, at, at.isBefore(lastAt), action, denied, tokenId, detail, actor);
        byte[] mac = chain.mac(head.auditMac(), event);
        handle.createUpdate("""
                        INSERT INTO audit VALUES (:sequence, :at, :clockRegressed, :action, :denied, :tokenId, :detail,
                            :actorUid, :actorName, :accountUid, :via, :loginUid, :terminal, :toolVersion, :mac)
                        """)
                .bind("sequence", sequence)
                .bind("at", at.toEpochMilli())
                .bind("clockRegressed", event.clockRegressed() ? 1 : 0)
                .bind("action", action)
                .bind("denied", denied ? 1 : 0)
                .bind("tokenId", tokenId)
                .bind("detail", detail)
                .bind("actorUid", actor.uid())
                .bind("actorName", actor.name())
                .bind("accountUid", actor.account())
                .bind("via", actor.via())
                .bind("loginUid", actor.loginUid())
                .bind("terminal", actor.terminal())
                .bind("toolVersion", actor.toolVersion())
                .bind("mac", mac)
                .execute();
        head.auditMovedTo(sequence, mac);
        lastAt = at;
    }

    /** Checks the chain from the first event to the last. */
    public void verifyAll() {
        verifyFrom(Long.MIN_VALUE, 0, AuditChain.beginning());
    }

    /** Checks the last events of the chain, and that nothing comes after its end. */
    void verifyTail() {
        long before = Math.max(0, head.auditSequence() - TAIL);
        if (before == 0) {
            verifyAll();
            return;
        }
        byte[] mac = handle.createQuery("SELECT mac FROM audit WHERE sequence = :sequence")
                .bind("sequence", before)
                .mapTo(byte[].class)
                .findOne()
                .orElseThrow(() -> brokenAt(before));
        verifyFrom(before + 1, before, mac);
    }

    /** Checks the events from this sequence number on, the first of which must follow the event {@code before}. */
    private void verifyFrom(long first, long before, byte[] macBefore) {
        long sequence = before;
        byte[] mac = macBefore;
        try (Query query = handle.createQuery("SELECT * FROM audit WHERE sequence >= :first ORDER BY sequence")
                .bind("first", first)) {
            ResultIterator<StoredEvent> rows =
                    query.map((row, context) -> map(row)).iterator();
            while (rows.hasNext()) {
                StoredEvent stored = rows.next();
                sequence++;
                mac = chain.mac(mac, stored.event);
                if (stored.event.sequence() != sequence || !MacKey.same(mac, stored.mac)) {
                    throw brokenAt(sequence);
                }
                lastAt = stored.event.at();
            }
        }
        if (sequence != head.auditSequence() || !MacKey.same(mac, head.auditMac())) {
            throw brokenAt(sequence + 1);
        }
    }

    private static IntegrityException brokenAt(long sequence) {
        return IntegrityException.tampered(
                "The audit trail was changed by something else than apikeys: event " + sequence
                        + " is missing or is not what was written.",
                null);
    }

    private static StoredEvent map(ResultSet row) throws SQLException {
        AuditActor actor = new AuditActor(
                row.getLong("actor_uid"),
                row.getString("actor_name"),
                row.getLong("account_uid"),
                row.getString("via"),
                Columns.number(row, "login_uid"),
                Columns.text(row, "terminal"),
                row.getString("tool_version"));
        AuditEvent event = new AuditEvent(
                row.getLong("sequence"),
                Instant.ofEpochMilli(row.getLong("at")),
                row.getLong("clock_regressed") != 0,
                row.getString("action"),
                row.getLong("denied") != 0,
                Columns.text(row, "token_id"),
                Columns.text(row, "detail"),
                actor);
        return new StoredEvent(event, row.getBytes("mac"));
    }

    private static final class StoredEvent {
        private final AuditEvent event;
        private final byte[] mac;

        StoredEvent(AuditEvent event, byte[] mac) {
            this.event = event;
            this.mac = mac;
        }
    }
}

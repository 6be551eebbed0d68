package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.audit.AuditActor;
import com.smartonboarding.apikeys.audit.AuditChain;
import com.smartonboarding.apikeys.audit.AuditEvent;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.model.StoredWords.Action;
import com.smartonboarding.apikeys.model.StoredWords.Kind;
import com.smartonboarding.apikeys.secret.MacKey;
import com.smartonboarding.apikeys.store.engine.Column;
import com.smartonboarding.apikeys.store.engine.Row;
import com.smartonboarding.apikeys.store.engine.Table;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

/** The audit trail within one transaction: it can be added to and checked, and nothing else. */
public final class AuditRepository {
    /**
     * How many of the last events every transaction checks. Checking all would make each command slower with every event
     * that ever was; a list, which reads all tokens anyway, checks them all.
     */
    private static final long TAIL = 64;

    private static final Table AUDIT = new Table("audit");

    private static final Column SEQUENCE = AUDIT.column("sequence");
    private static final Column AT = AUDIT.column("at");
    private static final Column CLOCK_REGRESSED = AUDIT.column("clock_regressed");
    private static final Column ACTION = AUDIT.column("action");
    private static final Column DENIED = AUDIT.column("denied");
    private static final Column TOKEN_ID = AUDIT.column("token_id");
    private static final Column DETAIL = AUDIT.column("detail");
    private static final Column ACTOR_UID = AUDIT.column("actor_uid");
    private static final Column ACTOR_NAME = AUDIT.column("actor_name");
    private static final Column ACCOUNT_UID = AUDIT.column("account_uid");
    private static final Column VIA = AUDIT.column("via");
    private static final Column LOGIN_UID = AUDIT.column("login_uid");
    private static final Column TERMINAL = AUDIT.column("terminal");
    private static final Column TOOL_VERSION = AUDIT.column("tool_version");
    private static final Column MAC = AUDIT.column("mac");

    private static final String SELECT = "SELECT " + AUDIT.list() + " FROM audit WHERE ";
    private static final String INSERT = AUDIT.insert();

    private final Handle handle;
    private final AuditChain chain;
    private final Head head;
    private Instant lastAt = Instant.EPOCH;
    private long unchecked;
    private byte[] macOfUnchecked = AuditChain.beginning();

    AuditRepository(Handle handle, AuditChain chain, Head head) {
        this.handle = handle;
        this.chain = chain;
        this.head = head;
    }

    /** Adds an event, in the transaction of the change that it describes. */
    public void append(AuditEvent event) {
        next(event).bindAll(handle.createUpdate(INSERT)).execute();
    }

    /** Adds events, with a statement that is prepared once. */
    public void appendAll(List<AuditEvent> events) {
        PreparedBatch batch = handle.prepareBatch(INSERT);
        for (AuditEvent event : events) {
            next(event).bindAll(batch).add();
        }
        batch.execute();
    }

    /** The row of an event that becomes the end of the chain. */
    private Row next(AuditEvent event) {
        Instant at = Instant.ofEpochMilli(event.at().toEpochMilli());
        long sequence = head.auditSequence() + 1;
        Row row = row(event.placed(sequence, at.isBefore(lastAt)));
        byte[] mac = chain.mac(head.auditMac(), row.before(MAC, Kind.AUDIT_EVENT));
        head.auditMovedTo(sequence, mac);
        lastAt = at;
        return row.set(MAC, mac);
    }

    /** How many events there are. */
    long count() {
        return head.auditSequence();
    }

    /** The MAC of the last event. */
    byte[] lastMac() {
        return head.auditMac();
    }

    /** Whether the event with this sequence is in the trail and has this MAC. */
    boolean has(long sequence, byte[] mac) {
        if (sequence == head.auditSequence()) {
            return MacKey.same(mac, head.auditMac());
        }
        return handle.createQuery("SELECT mac FROM audit WHERE sequence = :sequence")
                .bind("sequence", sequence)
                .map((row, context) -> MacKey.same(mac, row.getBytes(1)))
                .findOne()
                .orElse(false);
    }

    /** Checks the chain from the first event to the last; the last ones were checked when the transaction began. */
    public void verifyAll() {
        if (unchecked > 0) {
            verify(Long.MIN_VALUE, unchecked, 0, AuditChain.beginning(), unchecked, macOfUnchecked);
            unchecked = 0;
        }
    }

    /** Passes on the events about a token, in order; that they are true and all is known from {@link #verifyAll}. */
    public void forEachAbout(String tokenId, Consumer<AuditEvent> consumer) {
        // The plus keeps SQLite from the index, which no MAC is over: an event that it lacks would go untold.
        try (Query query = handle.createQuery(SELECT + "+token_id = :tokenId ORDER BY sequence")
                .bind("tokenId", tokenId)) {
            ResultIterator<StoredEvent> rows =
                    query.map((row, context) -> map(row)).iterator();
            while (rows.hasNext()) {
                consumer.accept(rows.next().event);
            }
        }
    }

    /** How many tokens were generated by this time and purged after it; known for sure from {@link #verifyAll}. */
    public long countPurgedSince(Instant time) {
        // In one pass and without the index on tokens, which no MAC is over.
        return handle.createQuery("""
                        SELECT count(*) FROM (
                            SELECT 1 FROM audit WHERE denied = 0 AND action IN (:generated, :purged)
                            GROUP BY +token_id
                            HAVING max(CASE action WHEN :purged THEN at END) > :time
                                AND min(CASE action WHEN :generated THEN at END) <= :time)
                        """)
                .bind("generated", Action.GENERATE)
                .bind("purged", Action.PURGE)
                .bind("time", time.toEpochMilli())
                .map((row, context) -> row.getLong(1))
                .one();
    }

    /** Checks the last events of the chain, and that nothing comes after its end. */
    void verifyTail() {
        long before = Math.max(0, head.auditSequence() - TAIL);
        if (before > 0) {
            macOfUnchecked = handle.createQuery("SELECT mac FROM audit WHERE sequence = :sequence")
                    .bind("sequence", before)
                    .map((row, context) -> row.getBytes(1))
                    .findOne()
                    .orElseThrow(() -> brokenAt(before));
            unchecked = before;
        }
        long first = before > 0 ? before + 1 : Long.MIN_VALUE;
        lastAt = verify(first, Long.MAX_VALUE, before, macOfUnchecked, head.auditSequence(), head.auditMac());
    }

    /**
     * Checks the events with sequence numbers from {@code first} to {@code last}: the first of them must follow the event
     * {@code before}, whose MAC is given, and the last must be the event {@code end}, with its MAC.
     *
     * @return when the last of them was
     */
    private Instant verify(long first, long last, long before, byte[] macBefore, long end, byte[] macAtEnd) {
        long sequence = before;
        byte[] mac = macBefore;
        Instant at = Instant.EPOCH;
        try (Query query = handle.createQuery(SELECT + "sequence BETWEEN :first AND :last ORDER BY sequence")
                .bind("first", first)
                .bind("last", last)) {
            ResultIterator<StoredEvent> rows =
                    query.map((row, context) -> map(row)).iterator();
            while (rows.hasNext()) {
                StoredEvent stored = rows.next();
                sequence++;
                mac = chain.mac(mac, row(stored.event).before(MAC, Kind.AUDIT_EVENT));
                if (stored.event.sequence() != sequence || !MacKey.same(mac, stored.mac)) {
                    throw brokenAt(sequence);
                }
                at = stored.event.at();
            }
        }
        if (sequence != end || !MacKey.same(mac, macAtEnd)) {
            throw brokenAt(sequence + 1);
        }
        return at;
    }

    private static Failure brokenAt(long sequence) {
        return IntegrityException.tampered(
                "The audit trail was changed by something other than apikeys: event " + sequence
                        + " is missing or is not what was written.",
                null);
    }

    private static Row row(AuditEvent event) {
        AuditActor actor = event.actor();
        return new Row(AUDIT)
                .set(SEQUENCE, event.sequence())
                .set(AT, event.at())
                .set(CLOCK_REGRESSED, event.clockRegressed())
                .set(ACTION, event.action())
                .set(DENIED, event.denied())
                .set(TOKEN_ID, event.tokenId())
                .set(DETAIL, event.detail())
                .set(ACTOR_UID, actor.uid())
                .set(ACTOR_NAME, actor.name())
                .set(ACCOUNT_UID, actor.account())
                .set(VIA, actor.via())
                .set(LOGIN_UID, actor.loginUid())
                .set(TERMINAL, actor.terminal())
                .set(TOOL_VERSION, actor.toolVersion());
    }

    private static StoredEvent map(ResultSet row) throws SQLException {
        AuditActor actor = new AuditActor(
                ACTOR_UID.number(row),
                ACTOR_NAME.text(row),
                ACCOUNT_UID.number(row),
                VIA.text(row),
                LOGIN_UID.numberOrNull(row),
                TERMINAL.textOrNull(row),
                TOOL_VERSION.text(row));
        AuditEvent event = new AuditEvent(
                SEQUENCE.number(row),
                AT.time(row),
                CLOCK_REGRESSED.isTrue(row),
                ACTION.text(row),
                DENIED.isTrue(row),
                TOKEN_ID.textOrNull(row),
                DETAIL.textOrNull(row),
                actor);
        return new StoredEvent(event, MAC.bytes(row));
    }

    /** An event and the MAC in its row. */
    private static final class StoredEvent {
        private final AuditEvent event;
        private final byte[] mac;

        StoredEvent(AuditEvent event, byte[] mac) {
            this.event = event;
            this.mac = mac;
        }
    }
}

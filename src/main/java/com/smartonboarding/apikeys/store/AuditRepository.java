package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.audit.AuditActor;
import com.smartonboarding.apikeys.audit.AuditChain;
import com.smartonboarding.apikeys.audit.AuditEvent;
import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.secret.MacKey;
import com.smartonboarding.apikeys.store.engine.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** The audit trail within one transaction: it can be added to and checked, and nothing else. */
public final class AuditRepository {
    /**
     * How many of the last events every transaction checks. Checking all would make each command slower with every event
     * that ever was; a list, which reads all tokens anyway, checks them all.
     */
    private static final long TAIL = 64;

    /** In the order in which {@link #map} reads them, by place, for the driver looks names up anew for every row. */
    private static final String COLUMNS = "sequence, at, clock_regressed, action, denied, token_id, detail, actor_uid,"
            + " actor_name, account_uid, via, login_uid, terminal, tool_version, mac";

    private static final String INSERT = """
            INSERT INTO audit VALUES (:sequence, :at, :clockRegressed, :action, :denied, :tokenId, :detail, :actorUid,
                :actorName, :accountUid, :via, :loginUid, :terminal, :toolVersion, :mac)
            """;

    private final Handle handle;
    private final AuditChain chain;
    private final Head head;
    private Instant lastAt = Instant.EPOCH;
    private long unchecked;
    private byte[] macOfUnchecked = AuditChain.beginning();

    public AuditRepository(Handle handle, AuditChain chain, Head head) {
        this.handle = handle;
        this.chain = chain;
        this.head = head;
    }

    /** Adds an event, in the transaction of the change that it describes. */
    public void append(
            Instant now,
            String action,
            boolean denied,
            @Nullable String tokenId,
            @Nullable String detail,
            AuditActor actor) {
        bindNext(handle.createUpdate(INSERT), now, action, denied, tokenId, detail, actor)
                .execute();
    }

    /** Adds an event for each of these tokens, with a statement that is prepared once. */
    public void appendAll(
            Instant now, String action, List<String> tokenIds, @Nullable String detail, AuditActor actor) {
        PreparedBatch batch = handle.prepareBatch(INSERT);
        for (String tokenId : tokenIds) {
            bindNext(batch, now, action, false, tokenId, detail, actor).add();
        }
        batch.execute();
    }

    /** Binds the next event of the chain, whose end it becomes. */
    private <T extends SqlStatement<T>> T bindNext(
            T statement,
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
        head.auditMovedTo(sequence, mac);
        lastAt = at;
        return statement
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
                .bind("mac", mac);
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
        try (Query query = handle.createQuery(
                        "SELECT " + COLUMNS + " FROM audit WHERE +token_id = :tokenId ORDER BY sequence")
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
                            SELECT 1 FROM audit WHERE denied = 0 AND action IN ('generate', 'purge')
                            GROUP BY +token_id
                            HAVING max(CASE action WHEN 'purge' THEN at END) > :time
                                AND min(CASE action WHEN 'generate' THEN at END) <= :time)
                        """)
                .bind("time", time.toEpochMilli())
                .map((row, context) -> row.getLong(1))
                .one();
    }

    /** Checks the last events of the chain, and that nothing comes after its end. */
    public void verifyTail() {
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
        try (Query query = handle.createQuery(
                        "SELECT " + COLUMNS + " FROM audit WHERE sequence BETWEEN :first AND :last ORDER BY sequence")
                .bind("first", first)
                .bind("last", last)) {
            ResultIterator<StoredEvent> rows =
                    query.map((row, context) -> map(row)).iterator();
            while (rows.hasNext()) {
                StoredEvent stored = rows.next();
                sequence++;
                mac = chain.mac(mac, stored.event);
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

    private static IntegrityException brokenAt(long sequence) {
        return IntegrityException.tampered(
                "The audit trail was changed by something other than apikeys: event " + sequence
                        + " is missing or is not what was written.",
                null);
    }

    private static StoredEvent map(ResultSet row) throws SQLException {
        int place = 0;
        long sequence = row.getLong(++place);
        Instant at = Instant.ofEpochMilli(row.getLong(++place));
        boolean clockRegressed = row.getLong(++place) != 0;
        String action = Columns.presentText(row, ++place);
        boolean denied = row.getLong(++place) != 0;
        String tokenId = Columns.text(row, ++place);
        String detail = Columns.text(row, ++place);
        AuditActor actor = new AuditActor(
                row.getLong(++place),
                Columns.presentText(row, ++place),
                row.getLong(++place),
                Columns.presentText(row, ++place),
                Columns.number(row, ++place),
                Columns.text(row, ++place),
                Columns.presentText(row, ++place));
        AuditEvent event = new AuditEvent(sequence, at, clockRegressed, action, denied, tokenId, detail, actor);
        return new StoredEvent(event, row.getBytes(++place));
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

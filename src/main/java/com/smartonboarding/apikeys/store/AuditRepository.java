package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.audit.AuditChain;
import com.smartonboarding.apikeys.audit.AuditEvent;
import com.smartonboarding.apikeys.audit.RekeyDetail;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.model.StoredWords.Action;
import com.smartonboarding.apikeys.model.StoredWords.Detail;
import com.smartonboarding.apikeys.model.StoredWords.Kind;
import com.smartonboarding.apikeys.secret.DatabaseKeys;
import com.smartonboarding.apikeys.secret.MacKey;
import com.smartonboarding.apikeys.store.engine.Cells;
import com.smartonboarding.apikeys.store.engine.JsonArray;
import com.smartonboarding.apikeys.store.engine.Row;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The audit trail, within one transaction. Events can be added and checked, and nothing else. */
public final class AuditRepository {
    /**
     * The number of last events that every transaction checks. If it checked all, each command would become slower with
     * every event. A list reads all tokens anyway, so it checks all events.
     */
    private static final long TAIL = 64;

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
        next(event).bindAll(handle.createUpdate(AuditRow.INSERT)).execute();
    }

    /** Adds events, with a statement that is prepared once. */
    public void appendAll(List<AuditEvent> events) {
        if (events.size() == 1) { // a batch takes longer to begin
            append(events.get(0));
            return;
        }
        PreparedBatch batch = handle.prepareBatch(AuditRow.INSERT);
        events.forEach(event -> next(event).bindAll(batch).add());
        batch.execute();
    }

    /** The row of an event that becomes the end of the chain. */
    private Row next(AuditEvent event) {
        Instant at = Instant.ofEpochMilli(event.at().toEpochMilli());
        long sequence = head.auditSequence() + 1;
        Row row = AuditRow.of(event.placed(sequence, at.isBefore(lastAt)));
        byte[] mac = mac(head.auditMac(), row);
        head.auditMovedTo(sequence, mac);
        lastAt = at;
        return row.set(AuditRow.MAC, mac);
    }

    /** How many events there are, which is also the sequence of the last one. */
    public long count() {
        return head.auditSequence();
    }

    /** The time of the last event. */
    public Instant lastAt() {
        return lastAt;
    }

    /** The MAC of the last event. */
    public byte[] lastMac() {
        return head.auditMac();
    }

    /** Whether the event with this sequence is in the trail and has this MAC. */
    public boolean has(long sequence, byte[] mac) {
        if (sequence == head.auditSequence()) {
            return MacKey.same(mac, head.auditMac());
        }
        return macOf(sequence).filter(found -> MacKey.same(mac, found)).isPresent();
    }

    /**
     * The last event that this trail and another one have in common; 0 if there is none. A change of the key makes all MACs
     * again, but not the content of the events. So the content of this trail is compared under the keys of the other one.
     *
     * @param otherKeys the keys that the MACs of the other one were made with
     */
    public long commonWith(AuditRepository other, DatabaseKeys otherKeys) {
        long common = commonMacs(other);
        return common > 0 ? common : commonContent(other, new AuditChain(otherKeys.auditKey()));
    }

    /** The same, if the MACs of both trails were made with the same keys. */
    private long commonMacs(AuditRepository other) {
        long common = 0;
        long different = Math.min(count(), other.count()) + 1;
        while (different - common > 1) {
            long middle = common + (different - common) / 2;
            if (macOf(middle).filter(mac -> other.has(middle, mac)).isPresent()) {
                common = middle;
            } else {
                different = middle;
            }
        }
        return common;
    }

    /** The same, whatever keys made the MACs of this trail. */
    private long commonContent(AuditRepository other, AuditChain otherChain) {
        long common = 0;
        byte[] mac = AuditChain.beginning();
        try (Query ours = handle.createQuery(AuditRow.SELECT + "1 ORDER BY sequence");
                Query theirs = other.handle.createQuery("SELECT mac FROM audit ORDER BY sequence")) {
            Iterator<byte[]> macs =
                    theirs.map((row, context) -> row.getBytes(1)).iterator();
            for (AuditEvent event : ours.map(Cells.each(AuditRow::event))) {
                mac = otherChain.mac(mac, AuditRow.of(event).before(AuditRow.MAC, Kind.AUDIT_EVENT));
                if (!macs.hasNext() || !MacKey.same(mac, macs.next())) {
                    break;
                }
                common = event.sequence();
            }
        } catch (IntegrityException e) {
            // The event that cannot be read is not one that they have in common.
        }
        return common;
    }

    private Optional<byte[]> macOf(long sequence) {
        return handle.createQuery("SELECT mac FROM audit WHERE sequence = :sequence")
                .bind("sequence", sequence)
                .map((row, context) -> row.getBytes(1))
                .findOne();
    }

    /** Checks the whole chain. The last events were already checked when the transaction began. */
    public void verifyAll() {
        verifyAll(null);
    }

    /** The same, and tells how many events were checked so far. */
    void verifyAll(@Nullable LongConsumer progress) {
        if (unchecked > 0) {
            verify(
                    Long.MIN_VALUE,
                    unchecked,
                    0,
                    AuditChain.beginning(),
                    unchecked,
                    macOfUnchecked,
                    progress == null ? null : event -> progress.accept(event.sequence()));
            unchecked = 0;
        }
    }

    /** Whether the key was changed when the trail ended like this. {@link #verifyAll} proves it. */
    public boolean wasRekeyedAt(RekeyDetail end) {
        boolean[] found = {false};
        forEach(
                "sequence = :next",
                query -> query.bind("next", end.sequence() + 1),
                event -> found[0] = end.isIn(event));
        return found[0];
    }

    /** Whether the event with this sequence is in the trail and had this MAC under a former key of the database. */
    boolean had(DatabaseKeys former, long sequence, byte[] mac) {
        boolean provenByTail = sequence >= head.auditSequence() - TAIL;
        if (provenByTail && wasRekeyedAt(new RekeyDetail(former.keyId(), sequence, mac))) {
            return true;
        }
        byte[] found = macsUnder(former, Set.of(sequence)).get(sequence);
        return found != null && MacKey.same(found, mac);
    }

    /** Whether a key was dropped after this time. */
    public boolean hasDroppedKeySince(Instant time) {
        return handle.createQuery(
                        "SELECT EXISTS (SELECT 1 FROM audit WHERE denied = 0 AND action = :dropped AND at >= :time)")
                .bind("dropped", Action.KEY_DROP)
                .bind("time", time.toEpochMilli())
                .map((row, context) -> row.getBoolean(1))
                .one();
    }

    /** When this key was dropped, if it was. */
    public Optional<Instant> keyDroppedAt(String keyId) {
        return handle.createQuery("SELECT max(at) FROM audit WHERE denied = 0 AND action = :dropped AND detail = :key")
                .bind("dropped", Action.KEY_DROP)
                .bind("key", Detail.KEY + keyId)
                .map((row, context) -> {
                    long at = row.getLong(1);
                    return row.wasNull() ? Optional.<Instant>empty() : Optional.of(Instant.ofEpochMilli(at));
                })
                .one();
    }

    /**
     * The MACs that these events would have in a chain with another key. The content of the trail decides them, so a head
     * that was kept before a change of the key can be compared.
     */
    public Map<Long, byte[]> macsUnder(DatabaseKeys other, Set<Long> sequences) {
        AuditChain otherChain = new AuditChain(other.auditKey());
        Map<Long, byte[]> macs = new HashMap<>();
        byte[][] mac = {AuditChain.beginning()};
        forEach("1 ORDER BY sequence", query -> query, event -> {
            mac[0] = otherChain.mac(mac[0], AuditRow.of(event).before(AuditRow.MAC, Kind.AUDIT_EVENT));
            if (sequences.contains(event.sequence())) {
                macs.put(event.sequence(), mac[0]);
            }
        });
        return macs;
    }

    /** Makes the chain of all events again with another key, and returns its last MAC. */
    byte[] remake(AuditChain other, LongConsumer progress) {
        verifyAll();
        byte[] mac = AuditChain.beginning();
        long last = 0;
        while (last < head.auditSequence()) {
            PreparedBatch batch = handle.prepareBatch("UPDATE audit SET mac = :mac WHERE sequence = :sequence");
            for (AuditEvent event : handle.createQuery(
                            AuditRow.SELECT + "sequence > :last ORDER BY sequence LIMIT 1000")
                    .bind("last", last)
                    .map(Cells.each(AuditRow::event))
                    .list()) {
                mac = other.mac(mac, AuditRow.of(event).before(AuditRow.MAC, Kind.AUDIT_EVENT));
                last = event.sequence();
                batch.bind("mac", mac).bind("sequence", last).add();
            }
            batch.execute();
            progress.accept(last);
        }
        return mac;
    }

    /**
     * Checks all events after this one and passes them on, in order. A failure may come only at the end, and until then
     * an event that was passed on may be forged.
     *
     * @param sequence the event before the first one; 0 for all events
     */
    public void forEachAfter(long sequence, Consumer<AuditEvent> consumer) {
        // The MAC of the first event that is checked proves the MAC before it.
        byte[] macBefore =
                sequence == 0 ? AuditChain.beginning() : macOf(sequence).orElseThrow(() -> brokenAt(sequence));
        long first = sequence == 0 ? Long.MIN_VALUE : sequence + 1;
        verify(first, Long.MAX_VALUE, sequence, macBefore, head.auditSequence(), head.auditMac(), consumer);
    }

    /** Passes on all events after this one, the last one first. {@link #forEachAfter} proves them. */
    public void forEachBackTo(long sequence, Consumer<AuditEvent> consumer) {
        forEach("sequence > :after ORDER BY sequence DESC", query -> query.bind("after", sequence), consumer);
    }

    /** Passes on the events about these tokens, in order. {@link #verifyAll} proves that they are true and complete. */
    public void forEachAbout(Collection<String> tokenIds, Consumer<AuditEvent> consumer) {
        // The plus keeps SQLite from using the index, which has no MAC: an event that the index lacks would be left
        // out.
        forEach(
                "+token_id IN (SELECT value FROM json_each(:ids)) ORDER BY sequence",
                query -> query.bind("ids", JsonArray.of(tokenIds)),
                consumer);
    }

    /** Passes on the purges and changes of tokens after this time, in order. {@link #verifyAll} proves them. */
    public void forEachChangeOrPurgeSince(Instant time, Consumer<AuditEvent> consumer) {
        forEach(
                "denied = 0 AND action IN (:relabelled, :edited, :purged, :disabled, :enabled) AND at > :time ORDER BY"
                        + " sequence",
                query -> query.bind("relabelled", Action.RELABEL)
                        .bind("edited", Action.EDIT)
                        .bind("purged", Action.PURGE)
                        .bind("disabled", Action.DISABLE)
                        .bind("enabled", Action.ENABLE)
                        .bind("time", time.toEpochMilli()),
                consumer);
    }

    /** The time of the first event, at which the database was made. {@link #verifyAll} proves it. */
    public Instant firstAt() {
        return handle.createQuery("SELECT at FROM audit ORDER BY sequence LIMIT 1")
                .map((row, context) -> Instant.ofEpochMilli(row.getLong(1)))
                .one();
    }

    /** When this action last succeeded; empty if never. {@link #verifyAll} proves the event. */
    public Optional<Instant> lastTime(AuditAction action) {
        return handle.createQuery("SELECT at FROM audit WHERE denied = 0 AND action = :action"
                        + " ORDER BY sequence DESC LIMIT 1")
                .bind("action", action.word())
                .map((row, context) -> Instant.ofEpochMilli(row.getLong(1)))
                .findOne();
    }

    private void forEach(String condition, UnaryOperator<Query> binder, Consumer<AuditEvent> consumer) {
        try (Query query = binder.apply(handle.createQuery(AuditRow.SELECT + condition))) {
            query.map(Cells.each(AuditRow::event)).forEach(consumer);
        }
    }

    /** Checks the last events of the chain, and that nothing comes after its end. */
    void verifyTail() {
        long before = Math.max(0, head.auditSequence() - TAIL);
        if (before > 0) {
            macOfUnchecked = macOf(before).orElseThrow(() -> brokenAt(before));
            unchecked = before;
        }
        long first = before > 0 ? before + 1 : Long.MIN_VALUE;
        lastAt = verify(first, Long.MAX_VALUE, before, macOfUnchecked, head.auditSequence(), head.auditMac(), null);
    }

    /**
     * Checks the events with sequence numbers from {@code first} to {@code last}. The first of them must follow the
     * event {@code before}, whose MAC is given. The last must be the event {@code end}, with its MAC.
     *
     * @param consumer takes each event, if it is not null
     * @return the time of the last of them
     */
    private Instant verify(
            long first,
            long last,
            long before,
            byte[] macBefore,
            long end,
            byte[] macAtEnd,
            @Nullable Consumer<AuditEvent> consumer) {
        long sequence = before;
        byte[] mac = macBefore;
        Instant at = Instant.EPOCH;
        try (Query query = handle.createQuery(AuditRow.SELECT + "sequence BETWEEN :first AND :last ORDER BY sequence")
                .bind("first", first)
                .bind("last", last)) {
            for (StoredEvent stored : query.map(Cells.each(AuditRepository::map))) {
                sequence++;
                mac = mac(mac, AuditRow.of(stored.event));
                if (stored.event.sequence() != sequence || !MacKey.same(mac, stored.mac)) {
                    throw brokenAt(sequence);
                }
                at = stored.event.at();
                if (consumer != null) {
                    consumer.accept(stored.event);
                }
            }
        }
        if (sequence != end || !MacKey.same(mac, macAtEnd)) {
            throw brokenAt(sequence + 1);
        }
        return at;
    }

    private static Failure brokenAt(long sequence) {
        return IntegrityException.tampered("The audit trail was changed by something other than apikeys: event "
                + sequence + " is missing or is not what was written.");
    }

    private byte[] mac(byte[] previous, Row event) {
        return chain.mac(previous, event.before(AuditRow.MAC, Kind.AUDIT_EVENT));
    }

    private static StoredEvent map(Cells row) throws SQLException {
        return new StoredEvent(AuditRow.event(row), AuditRow.MAC.bytes(row));
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

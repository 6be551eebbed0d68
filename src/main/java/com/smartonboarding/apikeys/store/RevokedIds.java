package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.model.StoredWords.Action;
import java.util.BitSet;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Remembers which tokens were revoked according to the audit trail, so that most lookups need not ask the trail. It keeps
 * one bit for many ids. So it may wrongly say that a token may be revoked, but never that it is not.
 */
final class RevokedIds {
    /** Which events of the trail are about a revocation. The index {@code audit_of_revocations} has exactly these. */
    static final String REVOCATION = "denied = 0 AND action IN ('" + Action.REVOKE + "', '" + Action.UNDELIVERED + "')";

    private static final String BY_ID =
            "SELECT token_id FROM audit WHERE token_id > :after AND " + REVOCATION + " ORDER BY token_id LIMIT :most";

    private static final String BY_SEQUENCE =
            "SELECT token_id FROM audit WHERE sequence > :sequence AND sequence <= :last AND " + REVOCATION;

    /** This many ids are read within some milliseconds, so a caller who waits meanwhile does not notice. */
    private static final int PIECE = 10_000;

    private static final int BITS_PER_EVENT = 8;
    private static final int FEWEST_BITS = 1 << 16;
    /** Takes 8 MiB of memory. */
    private static final int MOST_BITS = 1 << 26;

    private static final long NOTHING = -1;

    private BitSet bits = new BitSet();
    private int size = 1;
    private long sequence = NOTHING;
    private String readUpTo = "";
    private boolean complete;

    /**
     * Reads the events that were added to the trail, and a piece of the older ones. Must be called in every transaction
     * that asks.
     *
     * @param last the last event of the trail
     */
    void follow(Handle handle, long last) {
        if (sequence == NOTHING) {
            begin(last);
        }
        if (last > sequence) {
            handle.createQuery(BY_SEQUENCE)
                    .bind("sequence", sequence)
                    .bind("last", last)
                    .map((row, context) -> row.getString(1))
                    .forEach(this::add);
            sequence = last;
        }
        if (!complete) {
            List<String> piece = handle.createQuery(BY_ID)
                    .bind("after", readUpTo)
                    .bind("most", PIECE)
                    .map((row, context) -> row.getString(1))
                    .list();
            piece.forEach(this::add);
            complete = piece.size() < PIECE;
            readUpTo = complete ? "" : piece.get(piece.size() - 1);
        }
    }

    /** Whether this token may have been revoked. */
    boolean mayHave(String id) {
        return !complete || bits.get(place(id));
    }

    private void begin(long last) {
        long wanted = Math.min(MOST_BITS, Math.max(FEWEST_BITS, last * BITS_PER_EVENT));
        size = Integer.highestOneBit((int) wanted);
        bits = new BitSet(size);
        sequence = last;
    }

    private void add(String id) {
        bits.set(place(id));
    }

    /** The characters of an id are random, so its hash code is, too. */
    private int place(String id) {
        return id.hashCode() & (size - 1);
    }
}

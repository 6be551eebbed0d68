package com.smartonboarding.apikeys.service.history;

import com.smartonboarding.apikeys.audit.RekeyDetail;
import com.smartonboarding.apikeys.model.audit.KeptHead;
import com.smartonboarding.apikeys.model.audit.TrailHead;
import com.smartonboarding.apikeys.secret.DatabaseKeys;
import com.smartonboarding.apikeys.secret.MacKey;
import com.smartonboarding.apikeys.store.Transaction;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares kept heads with a trail whose key may have been changed since. A change of the key makes the MACs of all
 * events again, but not their content. So the MAC that an event had before can be computed while the key file holds the
 * key of that time.
 */
public final class HeadComparison {
    /** Whether the trail has the event of a head. */
    public enum Outcome {
        SAME,
        DIFFERENT,
        /** The key of the head was dropped, so this cannot be checked. */
        KEY_DROPPED
    }

    private final Transaction transaction;
    private final Map<String, Set<Long>> sequences = new HashMap<>();
    private final Map<String, Map<Long, byte[]>> macs = new HashMap<>();

    /** A comparison with the trail of this transaction. */
    public HeadComparison(Transaction transaction, List<KeptHead> kept) {
        this.transaction = transaction;
        for (KeptHead each : kept) {
            sequences
                    .computeIfAbsent(key(each.head()), id -> new HashSet<>())
                    .add(each.head().sequence());
        }
    }

    /** Compares one of the heads. */
    public Outcome compare(TrailHead kept) {
        if (kept.sequence() > transaction.audit().count()) {
            return Outcome.DIFFERENT;
        }
        String key = key(kept);
        byte[] mac = HexFormat.of().parseHex(kept.mac());
        if (key.equals(transaction.keys().keyId())) {
            return outcome(transaction.audit().has(kept.sequence(), mac));
        }
        Optional<DatabaseKeys> former = transaction.codeKeys().find(key);
        if (former.isEmpty()) {
            // The event about a change of the key says where the trail ended under the key before.
            return transaction.audit().wasRekeyedAt(new RekeyDetail(key, kept.sequence(), mac))
                    ? Outcome.SAME
                    : Outcome.KEY_DROPPED;
        }
        // A database under an older key than the head's is not the one that had this head.
        return outcome(!transaction.codeKeys().isNewerThanDatabase(key)
                && isSame(macs.computeIfAbsent(key, id -> macs(former.get())).get(kept.sequence()), mac));
    }

    private Map<Long, byte[]> macs(DatabaseKeys former) {
        return transaction.audit().macsUnder(former, sequences.getOrDefault(former.keyId(), Set.of()));
    }

    private static boolean isSame(byte @Nullable [] one, byte[] other) {
        return one != null && MacKey.same(one, other);
    }

    private static Outcome outcome(boolean same) {
        return same ? Outcome.SAME : Outcome.DIFFERENT;
    }

    /** The key that made the MAC. */
    private static String key(TrailHead kept) {
        return kept.keys().get(0);
    }
}

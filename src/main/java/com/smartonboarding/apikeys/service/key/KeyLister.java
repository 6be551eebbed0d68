package com.smartonboarding.apikeys.service.key;

import com.smartonboarding.apikeys.model.result.KeyUse;
import com.smartonboarding.apikeys.secret.KeyFile;
import com.smartonboarding.apikeys.secret.MasterKey;
import com.smartonboarding.apikeys.service.Session;
import com.smartonboarding.apikeys.store.StoredToken;
import com.smartonboarding.apikeys.store.Transaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/** Tells what the database needs each master key for; needs no role. */
public final class KeyLister {
    private final Session session;
    private final LongConsumer progress;

    /** Reports how many tokens were read so far. */
    public KeyLister(Session session, LongConsumer progress) {
        this.session = session;
        this.progress = progress;
    }

    /** All keys in the key file, the newest last, and then those that tokens need and the file does not hold. */
    public List<KeyUse> list() {
        return session.database().readAndCheckTrail(this::list);
    }

    /** The same in a transaction of somebody who has checked the trail. */
    public List<KeyUse> list(Transaction transaction) {
        Map<String, long[]> needed = count(transaction);
        KeyFile file = session.database().keyRing().current();
        List<KeyUse> uses = new ArrayList<>();
        for (MasterKey key : file.keys()) {
            long[] counts = needed.getOrDefault(key.id(), new long[2]);
            uses.add(new KeyUse(
                    key.id(),
                    key.created(),
                    key == file.newest(),
                    key.id().equals(transaction.keys().keyId()),
                    counts[0],
                    counts[1]));
            needed.remove(key.id());
        }
        for (String id : new TreeSet<>(needed.keySet())) {
            long[] counts = needed.getOrDefault(id, new long[2]);
            uses.add(new KeyUse(id, null, false, false, counts[0], counts[1]));
        }
        return uses;
    }

    /** By the id of the key, how many tokens need it: first those that are not revoked, then the revoked ones. */
    private Map<String, long[]> count(Transaction transaction) {
        Map<String, long[]> needed = new HashMap<>();
        long[] read = {0};
        transaction.tokens().forEachStored(stored -> {
            if (!stored.isUnrecognisable()) {
                needed.computeIfAbsent(stored.keyId(), id -> new long[2])[isRevoked(stored) ? 1 : 0]++;
            }
            progress.accept(++read[0]);
        });
        return needed;
    }

    private static boolean isRevoked(StoredToken stored) {
        return stored.token().revocation() != null;
    }
}

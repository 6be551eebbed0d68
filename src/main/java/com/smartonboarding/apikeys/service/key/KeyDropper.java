package com.smartonboarding.apikeys.service.key;

import com.smartonboarding.apikeys.failure.ConflictException;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.failure.NotFoundException;
import com.smartonboarding.apikeys.failure.State;
import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.model.result.KeyUse;
import com.smartonboarding.apikeys.secret.KeyFile;
import com.smartonboarding.apikeys.secret.KeyRing;
import com.smartonboarding.apikeys.service.EventDetail;
import com.smartonboarding.apikeys.service.Session;
import com.smartonboarding.apikeys.store.StoredToken;
import com.smartonboarding.apikeys.store.Transaction;
import java.util.ArrayList;
import java.util.List;

/** Removes a master key that nothing needs from the key file. */
public final class KeyDropper {
    /** The most tokens that a refusal names. */
    private static final int MOST_NAMED = 5;

    private final Session session;
    private final String id;
    private boolean begun;

    public KeyDropper(Session session, String id) {
        this.session = session;
        this.id = id;
    }

    /** What the key is needed for now; refuses one that cannot be dropped. For those who may look at tokens. */
    public KeyUse preview() {
        return session.forViewing(AuditAction.KEY_DROP, List.of()).database().readAndCheckTrail(this::look);
    }

    /** The same, for use before a confirmation prompt; needs the role, so that nobody is asked in vain. */
    public KeyUse plan() {
        return session.lookAsAdministrator(AuditAction.KEY_DROP, List.of(), transaction -> {
            transaction.audit().verifyAll();
            return look(transaction);
        });
    }

    /**
     * Drops the key, in two transactions. The first records what is about to happen, and removes the verifiers of revoked
     * tokens that need the key. Only when this is durable is the key removed. So no code ever needs a key that is in no
     * file, and the trail tells of every key that was dropped, even if this process ends in between.
     */
    public KeyUse drop() {
        try {
            KeyUse use = session.asAdministrator(AuditAction.KEY_DROP, List.of(), this::forget);
            begun = use.revoked() > 0;
            session.asAdministrator(AuditAction.KEY_DROP, List.of(), transaction -> {
                look(transaction);
                KeyRing ring = session.database().keyRing();
                ring.replace(ring.current().without(id));
                begun = true;
                session.record(transaction, AuditAction.KEY_DROP, null, EventDetail.key(id));
                return true;
            });
            return use;
        } catch (Failure e) {
            throw begun && e.state() == State.UNCHANGED ? e.leaving(State.BEGUN) : e;
        }
    }

    /** From now on, the codes of these tokens are unknown, and not revoked. */
    private KeyUse forget(Transaction transaction) {
        KeyUse use = look(transaction);
        String newest = transaction.codeKeys().newest().keyId();
        List<String> ids = new ArrayList<>();
        transaction.tokens().forEachStored(stored -> {
            if (needsIt(stored)) {
                ids.add(stored.token().id());
            }
        });
        for (String token : ids) {
            StoredToken stored = transaction.tokens().find(token).orElseThrow();
            transaction.tokens().update(stored, stored.unrecognisable(newest));
        }
        session.record(transaction, AuditAction.KEY_DROP, null, EventDetail.forgotten(id, ids.size()));
        return use;
    }

    private KeyUse look(Transaction transaction) {
        KeyFile file = session.database().keyRing().current();
        if (file.find(id).isEmpty()) {
            throw new NotFoundException("The key file does not hold a key " + id + ".").advising(Next.LIST_KEYS);
        }
        if (file.newest().id().equals(id)) {
            throw new ConflictException("New codes are made with the key " + id + ".").advising(Next.ROTATE_KEY_FIRST);
        }
        if (transaction.keys().keyId().equals(id)) {
            throw new ConflictException("The MACs of the database are made with the key " + id + ".")
                    .advising(Next.REKEY);
        }
        List<String> named = new ArrayList<>();
        long[] counts = new long[2];
        transaction.tokens().forEachStored(stored -> {
            if (needsIt(stored)) {
                boolean revoked = stored.token().revocation() != null;
                counts[revoked ? 1 : 0]++;
                if (!revoked && named.size() < MOST_NAMED) {
                    named.add(stored.token().id());
                }
            }
        });
        if (counts[0] > 0) {
            throw new ConflictException("The codes of " + counts[0] + (counts[0] == 1 ? " token need" : " tokens need")
                            + " the key " + id + ": " + String.join(", ", named)
                            + (counts[0] > named.size() ? " and others." : "."))
                    .advising(Next.LIST_OF_OLD_KEY);
        }
        return new KeyUse(id, file.find(id).orElseThrow().created(), false, false, 0, counts[1]);
    }

    private boolean needsIt(StoredToken stored) {
        return stored.keyId().equals(id) && !stored.isUnrecognisable();
    }
}

package com.smartonboarding.apikeys.service.key;

import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.State;
import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.model.result.NewKey;
import com.smartonboarding.apikeys.secret.KeyFile;
import com.smartonboarding.apikeys.secret.KeyRing;
import com.smartonboarding.apikeys.secret.MasterKey;
import com.smartonboarding.apikeys.service.EventDetail;
import com.smartonboarding.apikeys.service.Session;
import java.util.List;

/** Adds a new master key to the key file. From then on, new codes are made with it. */
public final class KeyRotator {
    private final Session session;
    private boolean replaced;

    public KeyRotator(Session session) {
        this.session = session;
    }

    /**
     * Adds a key. The key file comes first, so that no code is ever made with a key that is in no file. If this process
     * ends between the two, the key is used for new codes, although there is no event about it.
     */
    public NewKey rotate() {
        KeyRing ring = session.database().keyRing();
        try {
            return session.asAdministrator(AuditAction.KEY_ROTATE, List.of(), transaction -> {
                KeyFile before = ring.current();
                MasterKey key = draw(before);
                ring.replace(before.with(key));
                replaced = true;
                session.record(transaction, AuditAction.KEY_ROTATE, null, EventDetail.key(key.id()));
                return new NewKey(key.id(), key.created(), before.newest().id());
            });
        } catch (Failure e) {
            throw replaced && e.state() == State.UNCHANGED ? e.leaving(State.BEGUN) : e;
        }
    }

    private MasterKey draw(KeyFile before) {
        MasterKey key = MasterKey.draw(session.random().get(), session.now());
        return before.find(key.id()).isEmpty() ? key : draw(before);
    }
}

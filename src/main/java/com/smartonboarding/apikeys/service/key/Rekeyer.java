package com.smartonboarding.apikeys.service.key;

import com.smartonboarding.apikeys.audit.RekeyDetail;
import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.result.Rekeyed;
import com.smartonboarding.apikeys.secret.DatabaseKeys;
import com.smartonboarding.apikeys.service.Session;
import com.smartonboarding.apikeys.store.Database;
import com.smartonboarding.apikeys.store.Transaction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** Makes everything in the database again with the newest key, so that older keys are no longer needed. */
public final class Rekeyer {
    private final Session session;
    private final LongConsumer progress;

    /** Reports how many rows and events were made again so far. */
    public Rekeyer(Session session, LongConsumer progress) {
        this.session = session;
        this.progress = progress;
    }

    /** What {@link #rekey} would do; for those who may look at tokens. */
    public Rekeyed preview() {
        return session.forViewing(AuditAction.KEY_REKEY, List.of()).database().readAndCheckTrail(this::look);
    }

    /**
     * Makes every MAC, and every verifier and sealed code of which a copy is kept, in a copy of the database, and puts the
     * copy in its place.
     */
    public Rekeyed rekey() {
        Database database = session.database();
        Path draft = database.file().resolveSibling(database.file().getFileName() + ".rekey");
        long account = session.actor().account();
        return session.decide(
                AuditAction.KEY_REKEY,
                List.of(),
                gate -> database.exchangeIf(gate, draft, account, this::remake, Rekeyed::needed));
    }

    private Rekeyed remake(Transaction transaction) {
        Rekeyed plan = look(transaction);
        if (plan.needed()) {
            RekeyDetail detail = new RekeyDetail(
                    transaction.keys().keyId(),
                    transaction.audit().count(),
                    transaction.audit().lastMac());
            DatabaseKeys newest = transaction.codeKeys().newest();
            transaction.rekey(newest, session.random().get(), progress);
            session.record(transaction, AuditAction.KEY_REKEY, null, detail.text(newest.keyId()));
        }
        return plan;
    }

    private Rekeyed look(Transaction transaction) {
        String newest = transaction.codeKeys().newest().keyId();
        String former = transaction.keys().keyId();
        long[] codes = {0};
        List<Token> remaining = new ArrayList<>();
        transaction.tokens().forEachStored(stored -> {
            if (!stored.keyId().equals(newest)) {
                if (stored.seal() != null) {
                    codes[0]++;
                } else if (stored.token().revocation() == null) {
                    remaining.add(stored.token());
                }
            }
        });
        return new Rekeyed(newest, former, codes[0] > 0 || !former.equals(newest), codes[0], remaining);
    }
}

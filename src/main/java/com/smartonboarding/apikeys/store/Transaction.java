package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.audit.AuditChain;
import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.model.TokenOrder;
import com.smartonboarding.apikeys.secret.CodeKeys;
import com.smartonboarding.apikeys.secret.DatabaseKeys;
import com.smartonboarding.apikeys.store.schema.Schema;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import org.jdbi.v3.core.Handle;

/** One transaction: its repositories, and the keys of its database. */
public final class Transaction {
    private final Handle handle;
    private CodeKeys codeKeys;
    private Head head;
    private Anchor.Seen seen;
    private TokenRepository tokens;
    private AdministratorRepository administrators;
    private AuditRepository audit;
    private final DenialRepository denials;

    Transaction(Handle handle, CodeKeys codeKeys, Head head, Anchor.Seen seen) {
        DatabaseKeys keys = codeKeys.ofDatabase();
        this.handle = handle;
        this.codeKeys = codeKeys;
        this.head = head;
        this.seen = seen;
        this.audit = new AuditRepository(handle, new AuditChain(keys.auditKey()), head);
        this.tokens = new TokenRepository(handle, keys, head, audit);
        this.administrators = new AdministratorRepository(handle, keys, head);
        this.denials = new DenialRepository(handle);
    }

    /** The keys that the MACs of the database are made with. */
    public DatabaseKeys keys() {
        return codeKeys.ofDatabase();
    }

    /** The keys that the verifiers and the sealed codes of tokens are made with. */
    public CodeKeys codeKeys() {
        return codeKeys;
    }

    public TokenRepository tokens() {
        return tokens;
    }

    public AdministratorRepository administrators() {
        return administrators;
    }

    public AuditRepository audit() {
        return audit;
    }

    public DenialRepository denials() {
        return denials;
    }

    /**
     * Checks everything that the database holds: the file's structure, every row, the sums of the rows, and the whole
     * audit trail. A backup and a restored copy count as intact only after this.
     *
     * @param progress receives the number of rows and events checked so far
     */
    public void verifyWhole(LongConsumer progress) {
        administrators.findAll();
        long[] rows = {0};
        tokens.forEach(
                List.of(),
                new TokenOrder(TokenOrder.Column.ID, false),
                Instant.EPOCH,
                token -> progress.accept(++rows[0]));
        audit.verifyAll(events -> progress.accept(rows[0] + events));
        // Last, because after it SQLite refuses to change where it sorts.
        verifyFile(true);
    }

    /**
     * Checks the structure of the file. In a transaction with a list, this comes last.
     *
     * @param indexes whether to compare the indexes with the tables, too, which takes several times longer
     */
    public void verifyFile(boolean indexes) {
        handle.createQuery(indexes ? "PRAGMA integrity_check(1)" : "PRAGMA quick_check(1)")
                .map((row, context) -> row.getString(1))
                .findFirst()
                .filter(found -> !found.equals("ok"))
                .ifPresent(found -> {
                    throw IntegrityException.tampered("The file of the database is damaged (" + found + ").");
                });
    }

    /** The last event that the anchor file beside the key file names; empty if this database has none. */
    public OptionalLong anchoredSequence() {
        return seen.sequence();
    }

    /**
     * Makes every MAC, verifier and sealed code again with another key. An event about it must follow in this
     * transaction.
     *
     * @param progress receives the number of rows and events that were made again so far
     */
    public void rekey(DatabaseKeys keys, SecureRandom random, LongConsumer progress) {
        Head remade = new Rekeying(handle, this, keys, random, progress).run();
        codeKeys = codeKeys.under(keys);
        head = remade;
        seen = seen.under(keys);
        audit = new AuditRepository(handle, new AuditChain(keys.auditKey()), head);
        tokens = new TokenRepository(handle, keys, head, audit);
        administrators = new AdministratorRepository(handle, keys, head);
        audit.verifyTail();
    }

    void saveHead() {
        head.saveIfChanged();
    }

    /** Whether events were recorded. */
    boolean hasNewEvents() {
        return head.isChanged();
    }

    /** Notes in the anchor where the trail ends now. */
    void noteSeen() {
        seen.moveTo(Schema.VERSION, head.auditSequence(), head.auditMac());
    }
}

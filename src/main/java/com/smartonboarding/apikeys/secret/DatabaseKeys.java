package com.smartonboarding.apikeys.secret;

import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.model.StoredWords.Kind;
import com.smartonboarding.apikeys.model.StoredWords.Purpose;
import com.smartonboarding.apikeys.model.TokenCode;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one database under one master key, one for each purpose. HKDF derives them, with the database's uuid as
 * salt and the purpose as info, so a key for one database or purpose is useless for another. Not safe for concurrent
 * use.
 */
public final class DatabaseKeys {
    private final String databaseUuid;
    private final String keyId;
    private final Hkdf purposes;
    private final MacKey rowKey;
    private final MacKey auditKey;
    private @Nullable MacKey verifyKey;
    private @Nullable MacKey sumKey;
    private @Nullable MacKey maskKey;

    public DatabaseKeys(MasterKey master, String databaseUuid) {
        this.databaseUuid = databaseUuid;
        this.keyId = master.id();
        this.purposes = new Hkdf(databaseUuid.getBytes(StandardCharsets.US_ASCII), master.bytes());
        this.rowKey = new MacKey(derive(Purpose.ROW));
        this.auditKey = new MacKey(derive(Purpose.AUDIT));
    }

    /** The uuid of the database that these keys are for. */
    public String databaseUuid() {
        return databaseUuid;
    }

    /** The id of the master key that these keys come from. */
    public String keyId() {
        return keyId;
    }

    /** The value by which the database recognises its key and itself. It reveals nothing about the key. */
    public byte[] fingerprint(Instant createdAt) {
        return new MacKey(derive(Purpose.FINGERPRINT))
                .mac(new CanonicalForm(Kind.INSTALLATION)
                        .add(databaseUuid)
                        .add(createdAt.toEpochMilli())
                        .add(keyId));
    }

    /** The key whose MACs show that this tool wrote a row. */
    public MacKey rowKey() {
        return rowKey;
    }

    /** The key of the audit chain. */
    public MacKey auditKey() {
        return auditKey;
    }

    /**
     * The value that a row with this MAC adds to the sum of its table. It is never stored, because an attacker who
     * knows the addends could choose rows with a certain sum.
     */
    public byte[] addend(byte[] rowMac) {
        if (sumKey == null) {
            sumKey = new MacKey(derive(Purpose.SUM));
        }
        return sumKey.mac(rowMac);
    }

    /** The mask that hides the stored sum of a table while the audit trail ends with this event. */
    public byte[] mask(String table, long auditSequence, byte[] auditMac) {
        if (maskKey == null) {
            maskKey = new MacKey(derive(Purpose.MASK));
        }
        return maskKey.mac(new CanonicalForm(Kind.SUM_OF_ROWS)
                .add(table)
                .add(auditSequence)
                .add(auditMac));
    }

    /** The keyed hash that checks a presented code: HMAC-SHA-256 over the whole code. */
    public byte[] verifier(TokenCode code) {
        if (verifyKey == null) {
            verifyKey = new MacKey(derive(Purpose.VERIFY));
        }
        return verifyKey.mac(code.bytes());
    }

    /** The sealed copy of a code, bound to this database, this key and the code's id. */
    public byte[] seal(TokenCode code, SecureRandom random) {
        return sealFor(code.id()).seal(code.bytes(), random);
    }

    /** The code that was sealed for this id. A seal from another row, key or database does not open. */
    public TokenCode unseal(String id, byte[] sealed) {
        String text = new String(sealFor(id).open(sealed), StandardCharsets.US_ASCII);
        return TokenCode.parse(text)
                .filter(code -> code.id().equals(id))
                .orElseThrow(() -> IntegrityException.tampered("The sealed code of token " + id + " is damaged."));
    }

    private Seal sealFor(String id) {
        byte[] boundTo = new CanonicalForm(Kind.SEAL)
                .add(databaseUuid)
                .add(keyId)
                .add(id)
                .bytes();
        return new Seal(derive(Purpose.SEAL + id), boundTo, id);
    }

    private byte[] derive(String purpose) {
        return purposes.expand(purpose.getBytes(StandardCharsets.US_ASCII), MasterKey.LENGTH);
    }
}

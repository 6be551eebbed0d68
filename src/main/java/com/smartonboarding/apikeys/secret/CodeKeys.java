package com.smartonboarding.apikeys.secret;

import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.WrongKeyException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of the codes of one database. Each token names the key that made its verifier and its sealed code. Usually,
 * this is the key of the database, so others are derived only when a token names them. Not safe for concurrent use.
 */
public final class CodeKeys {
    private final DatabaseKeys ofDatabase;
    private final KeyRing ring;
    private final Map<String, DatabaseKeys> others = new HashMap<>();

    public CodeKeys(DatabaseKeys ofDatabase, KeyRing ring) {
        this.ofDatabase = ofDatabase;
        this.ring = ring;
    }

    /** The key of the database, which makes the MACs of its rows. */
    public DatabaseKeys ofDatabase() {
        return ofDatabase;
    }

    /** The key with this id, which a token names. */
    public DatabaseKeys of(String keyId) {
        if (keyId.equals(ofDatabase.keyId())) {
            return ofDatabase;
        }
        DatabaseKeys known = others.get(keyId);
        if (known == null) {
            known = with(ring.find(keyId).orElseThrow(() -> missing(keyId)));
        }
        return known;
    }

    /**
     * The key for new codes: the newest one in the key file. Ask for it in the transaction that adds the token. Until
     * that ends, nobody can drop the key.
     */
    public DatabaseKeys newest() {
        MasterKey newest = ring.current().newest();
        return newest.id().equals(ofDatabase.keyId()) ? ofDatabase : with(newest);
    }

    /** The keys of this database under another master key; empty if the key file does not hold it. */
    public Optional<DatabaseKeys> find(String keyId) {
        return keyId.equals(ofDatabase.keyId())
                ? Optional.of(ofDatabase)
                : ring.find(keyId).map(this::with);
    }

    /** Whether this key was made after the one of the database. */
    public boolean isNewerThanDatabase(String keyId) {
        List<String> ids = ring.known().stream().map(MasterKey::id).toList();
        return ids.indexOf(keyId) > ids.indexOf(ofDatabase.keyId());
    }

    /** Whether one of the keys in the file has made this MAC of a row, or of what was asked for with a request. */
    public boolean isMac(CanonicalForm form, byte[] mac) {
        if (MacKey.same(ofDatabase.rowKey().mac(form), mac)) {
            return true;
        }
        for (MasterKey master : ring.known()) {
            if (MacKey.same(with(master).rowKey().mac(form), mac)) {
                return true;
            }
        }
        return false;
    }

    /** The keys of a database whose MACs are made with another key of this one's codes. */
    public CodeKeys under(DatabaseKeys other) {
        return new CodeKeys(other, ring);
    }

    private DatabaseKeys with(MasterKey master) {
        return others.computeIfAbsent(master.id(), id -> new DatabaseKeys(master, ofDatabase.databaseUuid()));
    }

    private static Failure missing(String keyId) {
        return new WrongKeyException(
                        "The key file does not hold the key " + keyId
                                + ", which tokens of the database need. The key file is an old copy, or the key was dropped"
                                + " and an older backup of the database was restored later.",
                        keyId)
                .advising("Restore the newest copy of the key file. If the key was dropped, replace these tokens.");
    }
}

package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.failure.WrongKeyException;
import com.smartonboarding.apikeys.secret.DatabaseKeys;
import com.smartonboarding.apikeys.secret.KeyFile;
import com.smartonboarding.apikeys.secret.MacKey;
import com.smartonboarding.apikeys.secret.MasterKey;
import java.nio.file.Path;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** The one row that says which database this is and how to know its key again. */
final class Installation {
    private final String uuid;
    private final String keyId;
    private final byte[] keyFingerprint;

    private Installation(String uuid, String keyId, byte[] keyFingerprint) {
        this.uuid = uuid;
        this.keyId = keyId;
        this.keyFingerprint = keyFingerprint;
    }

    static void create(Handle handle, DatabaseKeys keys, String uuid, Instant now) {
        handle.createUpdate("INSERT INTO installation VALUES (1, :uuid, :createdAt, :keyId, :keyFingerprint)")
                .bind("uuid", uuid)
                .bind("createdAt", now.toEpochMilli())
                .bind("keyId", keys.keyId())
                .bind("keyFingerprint", keys.fingerprint())
                .execute();
    }

    static Installation load(Handle handle) {
        return handle.createQuery("SELECT uuid, key_id, key_fingerprint FROM installation")
                .map((row, context) -> new Installation(row.getString(1), row.getString(2), row.getBytes(3)))
                .findOne()
                .orElseThrow(() -> new IntegrityException("The database has lost its installation row.", null));
    }

    /** This database's keys, when the key file holds the right one; nothing is read or written with a wrong one. */
    DatabaseKeys keys(KeyFile keyFile, Path file) {
        MasterKey master = keyFile.find(keyId)
                .orElseThrow(() -> new WrongKeyException("The key file does not hold the key " + keyId + " of " + file
                        + ": it belongs to another database, or is an old copy. Nothing was changed; name the right one"
                        + " with --key-file."));
        DatabaseKeys keys = new DatabaseKeys(master, uuid);
        if (!MacKey.same(keys.fingerprint(), keyFingerprint)) {
            throw new WrongKeyException("The key " + keyId + " in the key file is not the one that " + file
                    + " was made with. Nothing was changed; put back the right key file.");
        }
        return keys;
    }
}

package com.smartonboarding.apikeys.store.schema;

import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.failure.WrongKeyException;
import com.smartonboarding.apikeys.model.TokenCode;
import com.smartonboarding.apikeys.secret.DatabaseKeys;
import com.smartonboarding.apikeys.secret.KeyRing;
import com.smartonboarding.apikeys.secret.MacKey;
import com.smartonboarding.apikeys.secret.MasterKey;
import com.smartonboarding.apikeys.store.engine.Cells;
import com.smartonboarding.apikeys.store.engine.Column;
import com.smartonboarding.apikeys.store.engine.Row;
import com.smartonboarding.apikeys.store.engine.Table;
import java.nio.file.Path;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** The one row that identifies the database and its key. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares two of them
public record Installation(String uuid, Instant createdAt, String keyId, byte[] keyFingerprint) {
    private static final Table INSTALLATION = new Table("installation");

    private static final Column UUID = INSTALLATION.column("uuid");
    private static final Column CREATED_AT = INSTALLATION.column("created_at");
    private static final Column KEY_ID = INSTALLATION.column("key_id");
    private static final Column KEY_FINGERPRINT = INSTALLATION.column("key_fingerprint");

    private static final int UUID_LENGTH = 36;

    public static void create(Handle handle, DatabaseKeys keys, String uuid, Instant now) {
        new Row(INSTALLATION)
                .set(UUID, uuid)
                .set(CREATED_AT, now)
                .set(KEY_ID, keys.keyId())
                .set(KEY_FINGERPRINT, keys.fingerprint(now))
                .bindAll(handle.createUpdate(INSTALLATION.insert()))
                .execute();
    }

    /** Stores that the MACs of the database are made with other keys from now on. */
    public static void rekey(Handle handle, DatabaseKeys keys) {
        handle.createUpdate("UPDATE installation SET key_id = :id, key_fingerprint = :mark")
                .bind("id", keys.keyId())
                .bind("mark", keys.fingerprint(load(handle).createdAt))
                .execute();
    }

    public static Installation load(Handle handle) {
        Installation loaded = read(handle);
        if (loaded.uuid.length() != UUID_LENGTH
                || !TokenCode.isBase62(loaded.keyId)
                || loaded.keyFingerprint.length != MacKey.MAC_LENGTH) {
            throw IntegrityException.tampered("The installation row of the database is damaged.");
        }
        return loaded;
    }

    private static Installation read(Handle handle) {
        return handle.createQuery("SELECT " + INSTALLATION.list() + " FROM installation WHERE singleton = 1")
                .map(Cells.each(row -> new Installation(
                        UUID.text(row), CREATED_AT.time(row), KEY_ID.text(row), KEY_FINGERPRINT.bytes(row))))
                .findOne()
                .orElseThrow(() -> IntegrityException.tampered("The database has lost its installation row."));
    }

    /** The keys of this database, if the key file holds the right one. Nothing is read or written with a wrong key. */
    public DatabaseKeys keys(KeyRing ring, Path file) {
        MasterKey named = ring.find(keyId).orElse(null);
        if (named != null) {
            DatabaseKeys keys = new DatabaseKeys(named, uuid);
            if (fits(keys)) {
                return keys;
            }
            throw changed(named, file);
        }
        for (MasterKey other : ring.known()) {
            if (fits(new DatabaseKeys(other, uuid))) {
                throw changed(other, file);
            }
        }
        throw new WrongKeyException(
                        "The key file does not hold the key " + keyId + " of " + file
                                + ". It belongs to another database, it is an old copy, or this key was dropped.",
                        keyId)
                .advising(Next.NAME_KEY_FILE);
    }

    private boolean fits(DatabaseKeys keys) {
        return MacKey.same(keys.fingerprint(createdAt), keyFingerprint);
    }

    /** The failure for a row that does not fit a key. The key file proves that its keys are right. */
    private static Failure changed(MasterKey key, Path file) {
        return IntegrityException.tampered("The installation row of " + file
                + " was changed by something other than apikeys, or the key " + key.id()
                + " in the key file was forged.");
    }
}

package com.smartonboarding.apikeys.audit;

import com.smartonboarding.apikeys.secret.CanonicalForm;
import com.smartonboarding.apikeys.secret.MacKey;

/**
 * Links each event to all earlier ones: {@code mac = HMAC-SHA-256(K_audit, previous mac | canonical event)}, starting
 * from 32 zero bytes. Without the key, nobody can edit, reorder or add an event unnoticed.
 */
public final class AuditChain {
    private final MacKey key;

    public AuditChain(MacKey key) {
        this.key = key;
    }

    /** The value that takes the place of a previous MAC for the first event. */
    public static byte[] beginning() {
        return new byte[MacKey.MAC_LENGTH];
    }

    /** The MAC of an event that follows the one with MAC {@code previous}. */
    public byte[] mac(byte[] previous, CanonicalForm event) {
        return key.mac(previous, event);
    }
}

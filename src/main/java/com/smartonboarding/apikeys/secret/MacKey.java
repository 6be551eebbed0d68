package com.smartonboarding.apikeys.secret;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A key for HMAC-SHA-256 (RFC 2104, FIPS 180-4). Not safe for use by several threads at once. */
public final class MacKey {
    /** Bytes in a MAC. */
    public static final int MAC_LENGTH = 32;

    private final Mac mac;

    MacKey(byte[] key) {
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HMAC-SHA-256", e);
        }
    }

    /** The MAC of a canonical form. */
    public byte[] mac(CanonicalForm form) {
        form.feed(mac);
        return mac.doFinal();
    }

    /** The MAC of a canonical form that follows an earlier MAC in a chain. */
    public byte[] mac(byte[] previous, CanonicalForm form) {
        mac.update(previous);
        form.feed(mac);
        return mac.doFinal();
    }

    byte[] mac(byte[] message) {
        return mac.doFinal(message);
    }

    /** Compares in a time that does not depend on where the difference is. */
    public static boolean same(byte[] one, byte[] other) {
        return MessageDigest.isEqual(one, other);
    }
}

package com.smartonboarding.apikeys.secret;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * A key for HMAC-SHA-256 (RFC 2104, FIPS 180-4). Not safe for concurrent use.
 *
 * <p>It uses only Java's SHA-256. Java's {@code Mac} first searches all providers and checks export rules, which takes
 * longer than all the MACs of most commands, and then hashes both pads of the key again for each MAC.
 */
public final class MacKey {
    /** The length of a MAC, in bytes. */
    public static final int MAC_LENGTH = 32;

    private static final int BLOCK_LENGTH = 64;
    private static final byte INNER_PAD = 0x36;
    private static final byte OUTER_PAD = 0x5c;

    private final MessageDigest afterInnerPad;
    private final MessageDigest afterOuterPad;

    MacKey(byte[] key) {
        byte[] block = Arrays.copyOf(key.length > BLOCK_LENGTH ? Sha256.digest().digest(key) : key, BLOCK_LENGTH);
        afterInnerPad = Sha256.digest();
        afterOuterPad = Sha256.digest();
        for (byte b : block) {
            afterInnerPad.update((byte) (b ^ INNER_PAD));
            afterOuterPad.update((byte) (b ^ OUTER_PAD));
        }
    }

    /** The MAC of a canonical form. */
    public byte[] mac(CanonicalForm form) {
        MessageDigest inner = copy(afterInnerPad);
        form.feed(inner);
        return outer(inner.digest());
    }

    /** The MAC of a canonical form that follows an earlier MAC in a chain. */
    public byte[] mac(byte[] previous, CanonicalForm form) {
        MessageDigest inner = copy(afterInnerPad);
        inner.update(previous);
        form.feed(inner);
        return outer(inner.digest());
    }

    byte[] mac(byte[] message) {
        return outer(copy(afterInnerPad).digest(message));
    }

    private byte[] outer(byte[] innerHash) {
        return copy(afterOuterPad).digest(innerHash);
    }

    /** Compares in a time that does not depend on where the two differ. */
    public static boolean same(byte[] one, byte[] other) {
        return MessageDigest.isEqual(one, other);
    }

    private static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this Java's SHA-256 cannot be copied", e);
        }
    }
}

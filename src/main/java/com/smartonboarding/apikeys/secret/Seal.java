package com.smartonboarding.apikeys.secret;

import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.IntegrityException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * AES-256-GCM (NIST SP 800-38D): a random 96-bit nonce, then the ciphertext with its 128-bit tag. Each token has its
 * own key, so a nonce could only repeat within one token.
 */
final class Seal {
    private static final int NONCE_LENGTH = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final byte[] boundTo;
    private final String id;

    Seal(byte[] key, byte[] boundTo, String id) {
        this.key = new SecretKeySpec(key, "AES");
        this.boundTo = boundTo;
        this.id = id;
    }

    byte[] seal(byte[] plain, SecureRandom random) {
        byte[] nonce = new byte[NONCE_LENGTH];
        random.nextBytes(nonce);
        try {
            byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(plain);
            byte[] sealed = Arrays.copyOf(nonce, NONCE_LENGTH + encrypted.length);
            System.arraycopy(encrypted, 0, sealed, NONCE_LENGTH, encrypted.length);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES-256-GCM", e);
        }
    }

    byte[] open(byte[] sealed) {
        // For input shorter than a tag, the JDK reports a bug (ProviderException) and not a wrong tag.
        if (sealed.length < NONCE_LENGTH + TAG_BITS / Byte.SIZE) {
            throw changed(null);
        }
        try {
            byte[] nonce = Arrays.copyOf(sealed, NONCE_LENGTH);
            return cipher(Cipher.DECRYPT_MODE, nonce).doFinal(sealed, NONCE_LENGTH, sealed.length - NONCE_LENGTH);
        } catch (GeneralSecurityException e) {
            throw changed(e);
        }
    }

    private Failure changed(@Nullable GeneralSecurityException cause) {
        return IntegrityException.tampered(
                "The sealed code of token " + id + " does not open with this database's key: it was changed, or"
                        + " put there from another row.",
                cause);
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(boundTo);
        return cipher;
    }
}

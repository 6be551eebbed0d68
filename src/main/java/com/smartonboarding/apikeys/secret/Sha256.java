package com.smartonboarding.apikeys.secret;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;

/**
 * Java's own SHA-256 (FIPS 180-4), without the rest of Java's cryptography: asked for by its name alone, it comes with a
 * provider that first sets up everything else it has, which takes longer than all the hashes of most commands.
 */
public final class Sha256 {
    private static final Provider SHA_256_ALONE = new Sha256Alone();

    private Sha256() {}

    /** A hash that has seen nothing yet. */
    public static MessageDigest begin() {
        try {
            try {
                return MessageDigest.getInstance("SHA-256", SHA_256_ALONE);
            } catch (NoSuchAlgorithmException e) {
                return MessageDigest.getInstance("SHA-256"); // of a Java that has it in another place
            }
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /** Known to nobody else: it is not entered into Java's list of providers. */
    private static final class Sha256Alone extends Provider {
        private static final long serialVersionUID = 1;

        Sha256Alone() {
            super("apikeys", "1", "Java's SHA-256 and nothing else");
            putService(new Service(this, "MessageDigest", "SHA-256", "sun.security.provider.SHA2$SHA256", null, null));
        }
    }
}

package com.smartonboarding.apikeys.secret;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.Set;
import javax.crypto.Cipher;

/**
 * Java's own SHA-256 (FIPS 180-4) and AES-GCM (NIST SP 800-38D), without the rest of Java's cryptography: asked for by
 * their names alone, they come with providers that first set up everything else they have, and so do all that stand before
 * them, which takes longer than all that most commands hash and encrypt.
 *
 * <p>Where the machine's {@code java.security} puts a provider that is none of Java's own in front, that one is meant to be
 * used, and is. Random numbers always come the usual way.
 */
public final class BuiltIn {
    private static final Set<String> OF_JAVA = Set.of("SUN", "SunRsaSign", "SunEC", "SunJSSE");
    private static final String LAST_NEEDED = "SunJCE";

    private BuiltIn() {}

    /** A SHA-256 that has seen nothing yet. */
    public static MessageDigest sha256() {
        try {
            if (Shortcut.ALLOWED) {
                try {
                    return MessageDigest.getInstance("SHA-256", Shortcut.PROVIDER);
                } catch (NoSuchAlgorithmException e) {
                    // This Java has it in another place, which the usual way finds.
                }
            }
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /**
     * An AES-GCM without a key.
     *
     * @throws GeneralSecurityException when this Java has none
     */
    static Cipher aesGcm() throws GeneralSecurityException {
        if (Shortcut.ALLOWED) {
            try {
                return Cipher.getInstance("AES/GCM/NoPadding", Shortcut.PROVIDER);
            } catch (NoSuchAlgorithmException | SecurityException e) {
                // This Java has it in another place, or takes ciphers from signed providers alone: the usual way finds
                // it.
            }
        }
        return Cipher.getInstance("AES/GCM/NoPadding");
    }

    /** Known to nobody else: it is not entered into Java's list of providers. */
    private static final class Shortcut extends Provider {
        private static final long serialVersionUID = 1;
        static final Provider PROVIDER = new Shortcut();
        static final boolean ALLOWED = isUsualOrder();

        private Shortcut() {
            super("apikeys", "1", "Java's own SHA-256 and AES-GCM, and nothing else");
            putService(new Service(this, "MessageDigest", "SHA-256", "sun.security.provider.SHA2$SHA256", null, null));
            putService(new Service(
                    this,
                    "Cipher",
                    "AES/GCM/NoPadding",
                    "com.sun.crypto.provider.GaloisCounterMode$AESGCM",
                    null,
                    null));
        }

        private static boolean isUsualOrder() {
            int place = 1;
            String name = provider(place);
            while (OF_JAVA.contains(name)) {
                place++;
                name = provider(place);
            }
            return name.equals(LAST_NEEDED);
        }

        private static String provider(int place) {
            String name = Security.getProperty("security.provider." + place);
            return name == null ? "" : name;
        }
    }
}

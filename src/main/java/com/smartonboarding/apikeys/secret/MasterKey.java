package com.smartonboarding.apikeys.secret;

import com.smartonboarding.apikeys.model.StoredWords.Kind;
import com.smartonboarding.apikeys.model.TokenCode;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/** One key of a key file: 32 random bytes, with an id that is not secret. */
public final class MasterKey {
    static final int LENGTH = 32;
    private static final int ID_LENGTH = 8;

    private final String id;
    private final Instant created;
    private final byte[] bytes;

    MasterKey(String id, Instant created, byte[] bytes) {
        this.id = id;
        this.created = created;
        this.bytes = bytes;
    }

    /** Draws a new key. */
    public static MasterKey draw(SecureRandom random, Instant now) {
        byte[] bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        String id = TokenCode.draw(random).id().substring(TokenCode.ID_LENGTH - ID_LENGTH);
        return new MasterKey(id, now.truncatedTo(ChronoUnit.SECONDS), bytes);
    }

    /** The id by which a database refers to the key. */
    public String id() {
        return id;
    }

    /** When the key was made, in whole seconds. */
    public Instant created() {
        return created;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Detects a truncated or mistyped key: the first 8 bytes of a MAC under the key itself. */
    byte[] checkValue() {
        byte[] mac =
                new MacKey(bytes).mac(new CanonicalForm(Kind.KEY_CHECK).add(id).add(created.getEpochSecond()));
        return Arrays.copyOf(mac, 8);
    }
}

package com.smartonboarding.apikeys.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.model.TokenCode;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SealTest {
    private static final String UUID = "11111111-1111-4111-8111-111111111111";
    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");

    private final SecureRandom random = new SecureRandom();
    private final MasterKey master = MasterKey.draw(random, NOW);
    private final DatabaseKeys keys = new DatabaseKeys(master, UUID);
    private final TokenCode code = TokenCode.draw(random);
    private final byte[] sealed = keys.seal(code, random);

    @Test
    void sealOpensToTheSameCode() {
        assertThat(keys.unseal(code.id(), sealed).reveal()).isEqualTo(code.reveal());
    }

    @Test
    void everyFlippedBitIsRefused() {
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] flipped = sealed.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertRefused(keys, code.id(), flipped);
        }
    }

    @Test
    void everyTruncationAndEveryAddedByteIsRefused() {
        for (int length = 0; length < sealed.length; length++) {
            assertRefused(keys, code.id(), Arrays.copyOf(sealed, length));
            assertRefused(keys, code.id(), Arrays.copyOfRange(sealed, sealed.length - length, sealed.length));
        }
        assertRefused(keys, code.id(), Arrays.copyOf(sealed, sealed.length + 1));
    }

    @Test
    void sealOfOneTokenDoesNotOpenForAnother() {
        assertRefused(keys, TokenCode.draw(random).id(), sealed);
    }

    @Test
    void sealOfOneDatabaseDoesNotOpenInAnother() {
        assertRefused(new DatabaseKeys(master, UUID.replace('1', '2')), code.id(), sealed);
    }

    @Test
    void sealOfOneKeyDoesNotOpenWithAnother() {
        assertRefused(new DatabaseKeys(MasterKey.draw(random, NOW), UUID), code.id(), sealed);
        MasterKey sameUnderAnotherId = new MasterKey("other", NOW, master.bytes());
        assertRefused(new DatabaseKeys(sameUnderAnotherId, UUID), code.id(), sealed);
    }

    @Test
    void sameCodeIsNeverSealedAlike() {
        Set<String> seals = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            assertThat(seals.add(Arrays.toString(keys.seal(code, random)))).isTrue();
        }
    }

    private static void assertRefused(DatabaseKeys keys, String id, byte[] sealed) {
        assertThatExceptionOfType(IntegrityException.class)
                .isThrownBy(() -> keys.unseal(id, sealed))
                .withMessageContaining(id);
    }
}

package com.smartonboarding.apikeys.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.secret.DatabaseKeys;
import com.smartonboarding.apikeys.secret.MacKey;
import com.smartonboarding.apikeys.secret.MasterKey;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The attack on the sum of stored rows, at a size that takes a moment: the sum is cut to its last three bytes. */
class RowSumTest {
    private static final int CUT = 3;
    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(8 * CUT);
    private static final int ROWS = 28;

    private final DatabaseKeys keys =
            new DatabaseKeys(MasterKey.draw(new SecureRandom(), Instant.EPOCH), "00000000-0000-4000-8000-000000000000");

    /** A MAC as the file contains it. The attacker knows those of each row before and after its revocation. */
    private static byte[] mac(String row) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(row.getBytes(StandardCharsets.UTF_8));
    }

    private static BigInteger cut(byte[] sum) {
        return new BigInteger(1, sum).mod(MODULUS);
    }

    /** Finds rows that can be put back without changing the sum of these numbers, by meeting in the middle. */
    private static List<Integer> rowsOfNoDifference(List<BigInteger> differences) {
        Map<BigInteger, Integer> left = new HashMap<>();
        int half = ROWS / 2;
        for (int set = 0; set < 1 << half; set++) {
            left.putIfAbsent(sum(differences, set, 0), set);
        }
        for (int set = 1; set < 1 << half; set++) {
            Integer other = left.get(sum(differences, set, half).negate().mod(MODULUS));
            if (other != null) {
                List<Integer> rows = new ArrayList<>();
                for (int i = 0; i < ROWS; i++) {
                    if (((i < half ? other >> i : set >> (i - half)) & 1) == 1) {
                        rows.add(i);
                    }
                }
                return rows;
            }
        }
        return List.of();
    }

    private static BigInteger sum(List<BigInteger> differences, int set, int from) {
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; set >> i != 0; i++) {
            if ((set >> i & 1) == 1) {
                sum = sum.add(differences.get(from + i));
            }
        }
        return sum.mod(MODULUS);
    }

    /** Rows whose stored MACs before and after differ by nothing in total. */
    private List<Integer> chosenByWhatIsStored() throws Exception {
        List<BigInteger> differences = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            differences.add(cut(mac("active " + i)).subtract(cut(mac("revoked " + i))));
        }
        return rowsOfNoDifference(differences);
    }

    @Test
    void sumOfWhatIsStoredIsForged() throws Exception {
        List<Integer> putBack = chosenByWhatIsStored();
        assertThat(putBack).isNotEmpty();

        byte[] right = new byte[MacKey.MAC_LENGTH];
        byte[] forged = new byte[MacKey.MAC_LENGTH];
        for (int i = 0; i < ROWS; i++) {
            RowSum.add(right, mac("revoked " + i));
            RowSum.add(forged, mac((putBack.contains(i) ? "active " : "revoked ") + i));
        }

        assertThat(cut(forged)).isEqualTo(cut(right));
    }

    @Test
    void sumOfKeyedAddendsIsNot() throws Exception {
        List<Integer> putBack = chosenByWhatIsStored();
        RowSum right = new RowSum(keys);
        RowSum forged = new RowSum(keys);
        for (int i = 0; i < ROWS; i++) {
            right.add(mac("revoked " + i));
            forged.add(mac((putBack.contains(i) ? "active " : "revoked ") + i));
        }

        byte[] noMask = new byte[MacKey.MAC_LENGTH];
        assertThat(cut(forged.masked(noMask))).isNotEqualTo(cut(right.masked(noMask)));
        assertThat(forged.same(right)).isFalse();
    }

    /** Without masks, two copies reveal what a row adds, and enough copies reveal what the attack above needs. */
    @Test
    void maskKeepsTwoCopiesFromTellingWhatARowAdds() throws Exception {
        byte[] changed = mac("active 1");
        RowSum before = new RowSum(keys);
        before.add(mac("active 0"));
        RowSum after = new RowSum(keys);
        after.add(mac("active 0"));
        after.add(changed);
        byte[] none = new byte[MacKey.MAC_LENGTH];
        byte[] maskBefore = keys.mask("token", 1, mac("event 1"));
        byte[] maskAfter = keys.mask("token", 2, mac("event 2"));

        assertThat(difference(after.masked(none), before.masked(none))).isEqualTo(cut(keys.addend(changed)));
        assertThat(difference(after.masked(maskAfter), before.masked(maskBefore)))
                .isNotEqualTo(cut(keys.addend(changed)));
        assertThat(RowSum.unmasked(keys, 2, after.masked(maskAfter), maskAfter).same(after))
                .isTrue();
    }

    /** Two continuations of one copy have the same sequence number, but different ends of the trail. */
    @Test
    void twoContinuationsOfACopyHaveNotTheSameMask() throws Exception {
        assertThat(keys.mask("token", 2, mac("event 2"))).isNotEqualTo(keys.mask("token", 2, mac("another event 2")));
        assertThat(keys.mask("token", 2, mac("event 2"))).isNotEqualTo(keys.mask("administrator", 2, mac("event 2")));
    }

    private static BigInteger difference(byte[] one, byte[] other) {
        return cut(one).subtract(cut(other)).mod(MODULUS);
    }
}

package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.secret.DatabaseKeys;
import com.smartonboarding.apikeys.secret.MacKey;

/**
 * The number of rows of a table, and the sum modulo 2 to the 256th of what each row adds: MSet-Add-Hash (Clarke et al.,
 * "Incremental Multiset Hash Functions and Their Application to Memory Integrity Checking", 2003). It changes if a row
 * is deleted, added, or put back from an older copy. A change of one row needs no look at the others. A row adds a
 * keyed function of its MAC, and the sum is stored only under a mask: see {@link Head}.
 */
public final class RowSum {
    private final DatabaseKeys keys;
    private long count;
    private final byte[] sum;

    RowSum(DatabaseKeys keys) {
        this(keys, 0, new byte[MacKey.MAC_LENGTH]);
    }

    private RowSum(DatabaseKeys keys, long count, byte[] sum) {
        this.keys = keys;
        this.count = count;
        this.sum = sum;
    }

    /** The sum that was stored under this mask. */
    static RowSum unmasked(DatabaseKeys keys, long count, byte[] masked, byte[] mask) {
        byte[] sum = masked.clone();
        subtract(sum, mask);
        return new RowSum(keys, count, sum);
    }

    /** The sum as it is stored under this mask. */
    byte[] masked(byte[] mask) {
        byte[] masked = sum.clone();
        add(masked, mask);
        return masked;
    }

    /** Adds the row with this MAC. */
    public void add(byte[] rowMac) {
        count++;
        add(sum, keys.addend(rowMac));
    }

    /** Subtracts the row with this MAC. */
    void remove(byte[] rowMac) {
        count--;
        subtract(sum, keys.addend(rowMac));
    }

    long count() {
        return count;
    }

    boolean same(RowSum other) {
        return count == other.count && MacKey.same(sum, other.sum);
    }

    /** Adds modulo 2 to the 256th. */
    public static void add(byte[] sum, byte[] addend) {
        int carry = 0;
        for (int i = sum.length - 1; i >= 0; i--) {
            carry += (sum[i] & 0xff) + (addend[i] & 0xff);
            sum[i] = (byte) carry;
            carry >>>= 8;
        }
    }

    private static void subtract(byte[] sum, byte[] addend) {
        int borrow = 0;
        for (int i = sum.length - 1; i >= 0; i--) {
            borrow += (sum[i] & 0xff) - (addend[i] & 0xff);
            sum[i] = (byte) borrow;
            borrow >>= 8;
        }
    }
}

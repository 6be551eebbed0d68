package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.secret.MacKey;

/**
 * How many rows a table has, and the sum of their MACs modulo 2 to the 256th: a keyed multiset hash (Clarke et al.,
 * "Incremental Multiset Hash Functions and Their Application to Memory Integrity Checking", 2003). A row that was
 * deleted, added, or put back from an older copy changes it, and a change of one row needs no look at the others.
 */
final class RowSum {
    private long count;
    private final byte[] sum;

    RowSum() {
        this(0, new byte[MacKey.MAC_LENGTH]);
    }

    RowSum(long count, byte[] sum) {
        this.count = count;
        this.sum = sum;
    }

    void add(byte[] mac) {
        count++;
        int carry = 0;
        for (int i = sum.length - 1; i >= 0; i--) {
            carry += (sum[i] & 0xff) + (mac[i] & 0xff);
            sum[i] = (byte) carry;
            carry >>>= 8;
        }
    }

    void remove(byte[] mac) {
        count--;
        int borrow = 0;
        for (int i = sum.length - 1; i >= 0; i--) {
            borrow += (sum[i] & 0xff) - (mac[i] & 0xff);
            sum[i] = (byte) borrow;
            borrow >>= 8;
        }
    }

    long count() {
        return count;
    }

    byte[] sum() {
        return sum.clone();
    }

    boolean same(RowSum other) {
        return count == other.count && MacKey.same(sum, other.sum);
    }
}

package com.smartonboarding.apikeys.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Ids nearly in the order in which the file has them, so that each of its pages is read and written once. Sorting tens of
 * thousands of strings took more time than looking for their rows. So it sorts numbers, which consist of the first
 * characters of an id and its place in the list. Ids that begin in the same way are on the same page.
 */
final class FileOrder {
    private static final int CHARACTERS = 5;
    private static final int BITS_OF_CHARACTER = 7;
    private static final int BITS_OF_PLACE = 28;

    private FileOrder() {}

    /** These ids, each as often as it is there. */
    static List<String> of(Collection<String> ids) {
        List<String> list = new ArrayList<>(ids);
        long[] keys = new long[list.size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = beginning(list.get(i)) << BITS_OF_PLACE | i;
        }
        Arrays.sort(keys);
        List<String> ordered = new ArrayList<>(keys.length);
        for (long key : keys) {
            ordered.add(list.get((int) (key & (1L << BITS_OF_PLACE) - 1)));
        }
        return ordered;
    }

    /** The first characters of an id, which are ASCII, as a number that grows in their order. */
    private static long beginning(String id) {
        long number = 0;
        for (int i = 0; i < CHARACTERS; i++) {
            number = number << BITS_OF_CHARACTER | (i < id.length() ? id.charAt(i) & (1 << BITS_OF_CHARACTER) - 1 : 0);
        }
        return number;
    }
}

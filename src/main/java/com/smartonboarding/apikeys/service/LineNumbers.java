package com.smartonboarding.apikeys.service;

import java.util.List;

/** Puts line numbers into words. */
public final class LineNumbers {
    private LineNumbers() {}

    /** Ascending line numbers, with runs shortened: {@code line 3}, {@code lines 2, 5 and 7 to 120}. */
    public static String words(List<Integer> numbers) {
        StringBuilder words = new StringBuilder(numbers.size() == 1 ? "line " : "lines ");
        for (int first = 0; first < numbers.size(); ) {
            int last = first;
            while (last + 1 < numbers.size() && numbers.get(last + 1) == numbers.get(last) + 1) {
                last++;
            }
            boolean end = last + 1 == numbers.size();
            words.append(first == 0 ? "" : end ? " and " : ", ").append(numbers.get(first));
            if (last > first) {
                words.append(" to ").append(numbers.get(last));
            }
            first = last + 1;
        }
        return words.toString();
    }
}

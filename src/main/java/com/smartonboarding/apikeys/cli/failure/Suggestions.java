package com.smartonboarding.apikeys.cli.failure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an unknown word may have meant: known words that are a few typing slips away, or that begin with it. A slip is a
 * missing, extra or wrong letter, or two neighbouring letters swapped (F. J. Damerau, "A technique for computer
 * detection and correction of spelling errors", 1964); counted as the optimal string alignment distance, in which no
 * letter is changed twice.
 */
final class Suggestions {
    private static final int MOST = 3;

    /** Longer words get no suggestions. */
    private static final int LONGEST_WORD = 40;

    private static final int SHORTEST_BEGINNING = 3;

    /** Ranks after any tolerated number of slips. */
    private static final int BEGINNING = LONGEST_WORD;

    private final String word;
    private final Map<Integer, List<String>> bySlips = new TreeMap<>();

    Suggestions(String typed) {
        word = plain(typed);
    }

    /** Considers a known word, with the suggestion to make if it was meant. */
    void consider(String known, String suggestion) {
        if (word.isEmpty() || word.length() > LONGEST_WORD) {
            return;
        }
        String candidate = plain(known);
        int slips = slips(word, candidate);
        if (slips <= tolerated()) {
            bySlips.computeIfAbsent(slips, key -> new ArrayList<>()).add(suggestion);
        } else if (word.length() >= SHORTEST_BEGINNING && candidate.startsWith(word)) {
            bySlips.computeIfAbsent(BEGINNING, key -> new ArrayList<>()).add(suggestion);
        }
    }

    /** The best few suggestions, best first; equally good ones in the order in which they were considered. */
    List<String> best() {
        List<String> best = new ArrayList<>();
        for (List<String> equallyGood : bySlips.values()) {
            for (String suggestion : equallyGood) {
                if (best.size() < MOST && !best.contains(suggestion)) {
                    best.add(suggestion);
                }
            }
        }
        return best;
    }

    /** One slip per three letters, but at least one; none for a single letter. */
    private int tolerated() {
        return word.length() < 2 ? 0 : Math.max(1, word.length() / 3);
    }

    /** The text without differences that people get wrong more easily than letters: dashes and case. */
    private static String plain(String text) {
        int start = 0;
        while (start < text.length() && text.charAt(start) == '-') {
            start++;
        }
        return text.substring(start).toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
    }

    private static int slips(String typed, String meant) {
        int[][] slips = new int[typed.length() + 1][meant.length() + 1];
        for (int i = 0; i <= typed.length(); i++) {
            for (int j = 0; j <= meant.length(); j++) {
                if (i == 0 || j == 0) {
                    slips[i][j] = i + j;
                    continue;
                }
                int wrong = typed.charAt(i - 1) == meant.charAt(j - 1) ? 0 : 1;
                int fewest = Math.min(slips[i - 1][j - 1] + wrong, Math.min(slips[i - 1][j], slips[i][j - 1]) + 1);
                boolean swapped = i > 1
                        && j > 1
                        && typed.charAt(i - 1) == meant.charAt(j - 2)
                        && typed.charAt(i - 2) == meant.charAt(j - 1);
                slips[i][j] = swapped ? Math.min(fewest, slips[i - 2][j - 2] + 1) : fewest;
            }
        }
        return slips[typed.length()][meant.length()];
    }
}

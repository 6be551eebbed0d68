package com.smartonboarding.apikeys.cli.caller;

import com.smartonboarding.apikeys.failure.DeniedException;
import java.util.List;

/** The words that the caller typed. They say which files the account's process may ask for. */
record CommandWords(List<String> words) {
    /** Refuses a file that the caller did not name there: with this option, or else as an operand. */
    void require(String source, String file) {
        boolean named = source.startsWith("--") ? isValue(source, file) : words.contains(file);
        if (!named) {
            throw new DeniedException("The command line names no such file with " + source + ".");
        }
    }

    /** Refuses what the caller did not ask for with this option. */
    void requireOption(String option) {
        if (words.stream().noneMatch(word -> word.equals(option) || word.startsWith(option + "="))) {
            throw new DeniedException("The command line has no " + option + ".");
        }
    }

    private boolean isValue(String option, String value) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals(option) && i + 1 < words.size() && words.get(i + 1).equals(value)) {
                return true;
            }
            if (word.length() == option.length() + 1 + value.length()
                    && word.startsWith(option + "=")
                    && word.endsWith(value)) {
                return true;
            }
        }
        return false;
    }
}

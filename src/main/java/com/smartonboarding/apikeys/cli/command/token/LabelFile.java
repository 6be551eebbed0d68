package com.smartonboarding.apikeys.cli.command.token;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.talk.GivenFile;
import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.model.text.TextRules;
import com.smartonboarding.apikeys.secret.Redactor;
import com.smartonboarding.apikeys.service.LineNumbers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A file of labels, one per line, in UTF-8. If any line is not usable, the error names all such lines, and no label is
 * used.
 */
final class LabelFile {
    /**
     * The largest number of labels. All of their tokens are made in one transaction, and held in memory until it ends.
     */
    static final int MOST_LABELS = 100_000;

    private final GivenFile file;

    /** The file with this name; {@code -} means standard input. */
    LabelFile(Context context, String name) {
        file = new GivenFile(context, "--label-file", "label", "label file", name);
    }

    /** The labels in their stored form and in the order of the lines: at least one, and no duplicates. */
    List<String> read() {
        List<String> lines = file.lines(MOST_LABELS);
        if (lines.isEmpty()) {
            throw new UsageException("There are no labels in " + file.source() + ".");
        }
        Set<String> labels = new LinkedHashSet<>(2 * lines.size());
        Map<String, List<Integer>> refused = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String reason = add(lines.get(i), labels);
            if (!reason.isEmpty()) {
                refused.computeIfAbsent(reason, none -> new ArrayList<>()).add(i + 1);
            }
        }
        if (!refused.isEmpty()) {
            StringBuilder message = new StringBuilder("Not every line of " + file.source() + " is a new label.");
            refused.forEach((reason, numbers) -> {
                String where = LineNumbers.words(numbers);
                message.append(" L")
                        .append(where, 1, where.length())
                        .append(": ")
                        .append(reason);
            });
            throw new UsageException(message.toString());
        }
        return List.copyOf(labels);
    }

    /** Adds the label on a line; returns an empty text, or a sentence that says why the line is refused. */
    private static String add(String line, Set<String> labels) {
        if (Redactor.holdsCode(line)) {
            return "This is a token code, which is a secret and not a label.";
        }
        try {
            return labels.add(TextRules.label(line)) ? "" : "An earlier line has the same label.";
        } catch (UsageException e) {
            return String.valueOf(e.getMessage());
        }
    }
}

package com.smartonboarding.apikeys.cli.command.token;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.failure.DeniedException;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.NotFoundException;
import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.files.IoErrorText;
import com.smartonboarding.apikeys.files.NamedPath;
import com.smartonboarding.apikeys.model.text.TextRules;
import com.smartonboarding.apikeys.secret.Redactor;
import com.smartonboarding.apikeys.service.LineNumbers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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

    private static final int MOST_BYTES = 16 * 1024 * 1024;
    private static final String STANDARD_INPUT = "-";

    private final Context context;
    private final String name;

    /** The file with this name; {@code -} means standard input. */
    LabelFile(Context context, String name) {
        this.context = context;
        this.name = name;
    }

    /** The labels in their stored form and in the order of the lines: at least one, and no duplicates. */
    List<String> read() {
        List<String> lines = lines(new String(bytes(), StandardCharsets.UTF_8));
        if (lines.isEmpty() || lines.size() > MOST_LABELS) {
            throw lines.isEmpty()
                    ? new UsageException("There are no labels in " + source() + ".")
                    : tooMuch(MOST_LABELS + " lines");
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
            StringBuilder message = new StringBuilder("Not every line of " + source() + " is a new label.");
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

    /**
     * The lines without their ends, LF or CR LF, and without the byte order mark that some editors put at the start.
     */
    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int start = text.startsWith("\ufeff") ? 1 : 0;
        while (start < text.length() && lines.size() <= MOST_LABELS) {
            int next = text.indexOf('\n', start);
            int end = next < 0 ? text.length() : next;
            lines.add(text.substring(start, end > start && text.charAt(end - 1) == '\r' ? end - 1 : end));
            start = end + 1;
        }
        return lines;
    }

    private byte[] bytes() {
        try (InputStream in = open()) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw tooMuch(MOST_BYTES + " bytes");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new NotFoundException("There is no " + source() + ".");
        } catch (AccessDeniedException e) {
            throw new DeniedException("You may not read " + source() + ".");
        } catch (IOException e) {
            throw new StorageException("The labels of --label-file could not be read (" + IoErrorText.of(e) + ").", e);
        }
    }

    private InputStream open() throws IOException {
        if (name.equals(STANDARD_INPUT)) {
            return context.host().in();
        }
        if (context.settings().invoker().elevated()) {
            throw new DeniedException("--label-file is not allowed through sudo, because the file would be read with"
                            + " the rights of another account.")
                    .advising("Pass the labels on standard input: --label-file -");
        }
        return Files.newInputStream(NamedPath.of("--label-file", name));
    }

    private Failure tooMuch(String most) {
        return new UsageException("There are more than " + most + " in " + source() + ".")
                .advising("One call is one transaction. Split the file, and use several calls.");
    }

    private String source() {
        return name.equals(STANDARD_INPUT) ? "standard input" : "label file " + name;
    }
}

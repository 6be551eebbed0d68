package com.smartonboarding.apikeys.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The tables of a page: their rows without the heading, each row a list of its cells. */
final class MarkdownTable {
    private MarkdownTable() {}

    /** The first table of a page. */
    static List<List<String>> first(Path page) throws IOException {
        return firstOf(Files.readString(page));
    }

    /** The first table below a heading of the second level. */
    static List<List<String>> below(String heading, Path page) throws IOException {
        String text = Files.readString(page);
        int start = text.indexOf("\n## " + heading + "\n");
        assertThat(start).as("where '%s' begins", heading).isNotNegative();
        return firstOf(text.substring(start));
    }

    private static List<List<String>> firstOf(String text) {
        List<String> lines = text.lines()
                .dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|"))
                .toList();
        assertThat(lines).as("a table of more than a heading").hasSizeGreaterThan(2);
        return lines.stream().skip(2).map(MarkdownTable::cells).toList();
    }

    private static List<String> cells(String line) {
        List<String> parts =
                Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
        return parts.subList(1, parts.size() - 1);
    }
}

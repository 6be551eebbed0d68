package com.smartonboarding.apikeys.cli.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The stored man pages are those that the commands generate; {@code -Dgolden.update=true} rewrites them. */
class ManPagesTest {
    @Test
    void pagesThatAreKeptAreThoseOfTheCommandsNoMoreAndNoLess() throws IOException {
        SortedMap<String, String> expected = ManPages.all();
        if (Boolean.getBoolean("golden.update")) {
            write(expected);
        }

        assertThat(kept())
                .as("'mvn test -Dtest=ManPagesTest -Dgolden.update=true' makes them the expected ones")
                .containsExactlyEntriesOf(expected);
    }

    private static SortedMap<String, String> kept() throws IOException {
        SortedMap<String, String> kept = new TreeMap<>();
        if (Files.isDirectory(ManPages.FOLDER)) {
            try (Stream<Path> files = Files.list(ManPages.FOLDER)) {
                for (Path file : files.toList()) {
                    kept.put(file.getFileName().toString(), Files.readString(file));
                }
            }
        }
        return kept;
    }

    private static void write(Map<String, String> pages) throws IOException {
        for (String leftOver : kept().keySet()) {
            Files.delete(ManPages.FOLDER.resolve(leftOver));
        }
        Files.createDirectories(ManPages.FOLDER);
        for (Map.Entry<String, String> page : pages.entrySet()) {
            Files.writeString(ManPages.FOLDER.resolve(page.getKey()), page.getValue());
        }
    }
}

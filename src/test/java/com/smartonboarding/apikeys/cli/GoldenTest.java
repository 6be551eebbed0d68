package com.smartonboarding.apikeys.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.model.TokenCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the sessions in {@code src/test/resources/golden} and compares everything that the commands print with what the
 * files say. {@link Transcript} describes the files. After an intended change, {@code -Dgolden.update=true} rewrites
 * them; src/docs/scripting.md says which changes are allowed.
 */
public class GoldenTest {
    private static final Path ACTUAL = Path.of("target/golden");
    private static final Pattern CODE = Pattern.compile("sok_[0-9A-Za-z]{12}_[0-9A-Za-z]{38}");

    @TempDir
    private Path home;

    /** The names of the files that are sessions. The others are the screens of {@code ScreensTest}. */
    static List<String> sessions() throws IOException {
        return files().map(file -> file.getFileName().toString().replace(".txt", ""))
                .filter(name -> !name.startsWith("screens-"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("sessions")
    void session(String name) throws IOException {
        check(name, new Transcript(home, 0).replay(name));
        assertThat(Files.readAllLines(Transcript.file(name))).anyMatch(line -> line.startsWith("$ apikeys "));
    }

    @Test
    void noFileHasARealCodeAMachinesPathOrAnEscape() throws IOException {
        for (Path file : files().toList()) {
            String text = Files.readString(file);
            assertThat(CODE.matcher(text).find()).as("a code in %s", file).isFalse();
            assertThat(text).as(file.toString()).doesNotContain(System.getProperty("java.io.tmpdir"), "\u001b");
        }
        assertThat(CODE.matcher(TokenCode.draw(new GuessableRandom(1)).reveal()).find())
                .as("the control")
                .isTrue();
    }

    private static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Transcript.FOLDER)) {
            return files.sorted().toList().stream();
        }
    }

    /** Checks that the transcript equals the file with this name. */
    public static void check(String name, Transcript runs) throws IOException {
        Path expected = Transcript.file(name);
        Path actual = ACTUAL.resolve(name + ".txt");
        Files.createDirectories(ACTUAL);
        Files.writeString(actual, runs.text());
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(expected, runs.text());
        }
        // For files, AssertJ shows which lines differ; for strings, it would print both.
        assertThat(actual)
                .as("'mvn test -Dtest=GoldenTest -Dgolden.update=true' makes it the expected one")
                .usingCharset(UTF_8)
                .hasSameTextualContentAs(expected, UTF_8);
    }
}

package com.smartonboarding.apikeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.help.CommandSection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Below {@code cli}, a failure states a fact: no text there knows the command line or tells the state of things. */
class TextsBelowTheCommandLineTest {
    private static final Path SOURCES = Path.of("src/main/java/com/smartonboarding/apikeys");

    /** What knows the command line. Training runs the tool as a user would. */
    private static final Set<String> ABOVE = Set.of("cli", "Main.java", "Training.java");

    /** Its meanings are the table of exit codes in help and documents, and no part of a message. */
    private static final String EXIT_CODES = "failure/ExitCode.java";

    private static final String STATES = "failure/State.java";

    private static final Pattern TOKENS = Pattern.compile(
            "//[^\n]*|/\\*.*?\\*/|'(?:\\\\.|[^'\\\\])+'|\"\"\"(?<block>.*?)\"\"\"|\"(?<text>(?:\\\\.|[^\"\\\\])*)\"",
            Pattern.DOTALL);

    private static final Pattern OPTION = Pattern.compile("(?:^|[\\s'\"(=])--[a-z]");
    private static final Pattern STATE = Pattern.compile(
            "nothing (?:else )?(?:was )?(?:changed|done)|no token was (?:made|generated)|it was not changed",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern SHELL = Pattern.compile(
            "\\b(?:chmod|chown|xargs|dmesg|ulimit|readlink|ls -|mv -|df -|mkdir -|find /|sudo -|git (?:lfs )?fetch)");

    private static Pattern command() {
        String names = Arrays.stream(CommandSection.values())
                .flatMap(group -> group.commands().stream())
                .collect(Collectors.joining("|"));
        return Pattern.compile("apikeys (?:" + names + ")\\b|'(?:apikeys )?(?:" + names + ")(?: [^']*)?'");
    }

    @Test
    void noneNamesACommandOrAnOption() throws IOException {
        assertThat(command().matcher("'apikeys list' shows all tokens.").find()).isTrue();
        assertThat(texts(SOURCES.resolve(EXIT_CODES)))
                .anyMatch(text -> OPTION.matcher(text).find());
        Pattern command = command();
        List<String> found = found((file, text) -> !file.equals(EXIT_CODES)
                && (command.matcher(text).find()
                        || SHELL.matcher(text).find()
                        || (OPTION.matcher(text).find() && !isArgumentOfGit(file, text))));
        assertThat(found).isEmpty();
    }

    @Test
    void onlyTheStatesTellInWhatStateThingsAre() throws IOException {
        assertThat(found((file, text) -> STATE.matcher(text).find()))
                .allMatch(place -> place.startsWith(STATES) || place.startsWith(EXIT_CODES))
                .anyMatch(place -> place.startsWith(STATES));
    }

    private static boolean isArgumentOfGit(String file, String text) {
        return file.startsWith("scan/git/") && text.startsWith("--");
    }

    private interface Condition {
        boolean holds(String file, String text);
    }

    private static List<String> found(Condition condition) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files()) {
            String name = SOURCES.relativize(file).toString();
            for (String text : texts(file)) {
                if (condition.holds(name, text)) {
                    found.add(name + ": " + text);
                }
            }
        }
        return found;
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(SOURCES)) {
            return all.filter(file -> file.toString().endsWith(".java"))
                    .filter(file ->
                            !ABOVE.contains(SOURCES.relativize(file).getName(0).toString()))
                    .sorted()
                    .toList();
        }
    }

    /** The string literals of a source; those that a plus joins are one. */
    private static List<String> texts(Path file) throws IOException {
        String source = Files.readString(file);
        List<String> texts = new ArrayList<>();
        int end = -1;
        for (Matcher token = TOKENS.matcher(source); token.find(); ) {
            String text = token.group("block") != null ? token.group("block") : token.group("text");
            if (text == null) {
                continue;
            }
            if (end >= 0 && source.substring(end, token.start()).strip().equals("+")) {
                texts.add(texts.remove(texts.size() - 1) + text);
            } else {
                texts.add(text);
            }
            end = token.end();
        }
        return texts;
    }
}

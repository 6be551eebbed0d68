package com.smartonboarding.apikeys.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What the README says of the tool is so. */
class ReadmeTest {
    private static final Path README = Path.of("README.md");
    private static final Path DOCS = Path.of("src/docs");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    @Test
    void exitCodesAreThoseOfTheTool() throws IOException {
        List<List<String>> expected = Arrays.stream(ExitCode.values())
                .map(code -> List.of(Integer.toString(code.number()), code.name(), code.meaning()))
                .toList();

        assertThat(table("Exit codes")).containsExactlyElementsOf(expected);
    }

    @Test
    void commandsAndTheirOptionsAreThoseOfTheTool() throws IOException {
        List<String> told = table("Commands").stream()
                .map(row -> codes(row.get(0)) + " take " + codes(row.get(2)))
                .toList();

        assertThat(told).containsExactlyInAnyOrderElementsOf(commandsBelow(Cli.model(), ""));
    }

    @Test
    void linksLeadSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            for (String link : matches(LINK, Files.readString(page))) {
                if (!link.contains("://") && !leadsSomewhere(page, link)) {
                    broken.add(page + ": " + link);
                }
            }
        }

        assertThat(broken).isEmpty();
    }

    private static boolean leadsSomewhere(Path page, String link) throws IOException {
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        Path target = file.isEmpty() ? page : page.resolveSibling(file);
        return Files.exists(target)
                && (hash < 0 || anchors(Files.readString(target)).contains(link.substring(hash + 1)));
    }

    /** The anchors that a Markdown viewer gives to headings. */
    private static List<String> anchors(String text) {
        return matches(HEADING, text).stream()
                .map(heading -> heading.toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-'))
                .toList();
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(DOCS)) {
            return Stream.concat(
                            Stream.of(README),
                            docs.filter(path -> path.toString().endsWith(".md")))
                    .toList();
        }
    }

    /** The cells of the first table below a heading, without its own heading. */
    private static List<List<String>> table(String heading) throws IOException {
        String text = Files.readString(README);
        int start = text.indexOf("\n## " + heading + "\n");
        assertThat(start).as("where '%s' begins", heading).isNotNegative();
        return text.substring(start)
                .lines()
                .dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .map(line -> Arrays.stream(line.substring(1).split("\\|", -1))
                        .map(String::strip)
                        .limit(3)
                        .toList())
                .toList();
    }

    private static SortedSet<String> codes(String cell) {
        return new TreeSet<>(matches(CODE, cell));
    }

    private static List<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    /** Of each command all names, and the long options that it does not share with every other. */
    private static List<String> commandsBelow(CommandLine parent, String path) {
        List<String> commands = new ArrayList<>();
        for (CommandLine command : Set.copyOf(parent.getSubcommands().values())) {
            Set<String> names = new TreeSet<>();
            command.getCommandSpec().names().forEach(name -> names.add(path + name));
            Set<String> options = new TreeSet<>();
            for (OptionSpec option : command.getCommandSpec().options()) {
                if (!option.inherited()) {
                    options.add(option.longestName());
                }
            }
            commands.add(names + " take " + options);
            commands.addAll(commandsBelow(command, path + command.getCommandName() + " "));
        }
        return commands;
    }
}

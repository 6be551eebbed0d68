package com.smartonboarding.apikeys.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The README and the pages about commands and exit codes describe the tool correctly. */
class ReadmeTest {
    private static final Path README = Path.of("README.md");
    private static final Path DOCS = Path.of("src/docs");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    @Test
    void exitCodesAreThoseOfTheTool() throws IOException {
        List<List<String>> expected = Arrays.stream(ExitCode.values())
                .map(code -> List.of(Integer.toString(code.number()), code.name(), code.meaning()))
                .toList();

        assertThat(MarkdownTable.first(DOCS.resolve("exit-codes.md"))).containsExactlyElementsOf(expected);
    }

    @Test
    void commandsAndTheirOptionsAreThoseOfTheTool() throws IOException {
        List<String> told = MarkdownTable.first(DOCS.resolve("commands.md")).stream()
                .map(row -> codes(row.get(0)) + " take " + codes(row.get(2)))
                .toList();

        assertThat(told).containsExactlyInAnyOrderElementsOf(commandsBelow(Cli.model(), ""));
    }

    @Test
    void linksLeadSomewhere() throws IOException {
        List<Path> pages = new ArrayList<>(Links.pagesBelow(DOCS));
        pages.add(README);

        assertThat(pages).hasSizeGreaterThan(10);
        assertThat(Links.broken(pages)).isEmpty();
    }

    @Test
    void readmeIsShortAndLinksEveryPage() throws IOException {
        String text = Files.readString(README);

        assertThat(text.split("\\s+")).hasSizeLessThanOrEqualTo(900);
        try (Stream<Path> pages = Files.list(DOCS)) {
            List<String> unlinked = pages.filter(page -> page.toString().endsWith(".md"))
                    .filter(page -> !text.contains("](" + page))
                    .map(Path::toString)
                    .toList();
            assertThat(unlinked).as("pages that the README does not link").isEmpty();
        }
    }

    @Test
    void theIndexOfDecisionsHasTheTitleOfEach() throws IOException {
        List<String> titles = new ArrayList<>();
        for (Path page : Links.pagesBelow(DOCS.resolve("decisions"))) {
            if (!page.endsWith("README.md")) {
                String title = Files.readString(page).lines().findFirst().orElseThrow();
                titles.add(title.replaceFirst("# ([0-9]+)\\. (.*)", "$1 [$2](" + page.getFileName() + ")"));
            }
        }

        assertThat(MarkdownTable.first(DOCS.resolve("decisions/README.md")))
                .extracting(row -> row.get(0) + " " + row.get(1))
                .containsExactlyElementsOf(titles);
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

    /** For each command, all its names, and the long options that not every command has. */
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

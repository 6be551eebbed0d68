package com.smartonboarding.apikeys.cli.help;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.Subcommand;
import com.smartonboarding.apikeys.cli.help.HelpSection.Entry;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Every command prints its help on standard output, also in a narrow window and without a database. */
class HelpTest {
    private static final int WIDTH = 80;

    /** The width of a man page without its margin. */
    private static final int WIDEST_EXAMPLE = 73;

    private static final Pattern LONG_OPTION = Pattern.compile("--[a-z-]+");
    private static final Pattern EXIT_CODE = Pattern.compile("(?m)^  (\\d+) +(\\S.*)$");

    private final Cli cli;

    HelpTest(Cli cli) {
        this.cli = cli;
    }

    static Stream<CommandSpec> all() {
        return Cli.commands().stream();
    }

    /** All commands except the tool itself, whose help is an overview. */
    static Stream<CommandSpec> commands() {
        return all().filter(command -> command.parent() != null);
    }

    private String help(CommandSpec command) {
        List<String> args = new ArrayList<>(List.of(command.qualifiedName().split(" ", -1)));
        args.remove(0);
        args.add("--help");
        return out(args);
    }

    private String out(List<String> args) {
        Cli.Result result = cli.run(args.toArray(String[]::new)).exits(ExitCode.OK);
        assertThat(result.err()).isEmpty();
        return result.out();
    }

    private static void assertFits(String text) {
        assertThat(text.lines()).allMatch(line -> line.codePointCount(0, line.length()) <= WIDTH);
        assertThat(text).doesNotContain("\u001b", " \n", "\t").endsWith("\n");
    }

    @ParameterizedTest
    @MethodSource("all")
    void helpOfACommandFitsAndIsTheSameHoweverItIsAskedFor(CommandSpec command) {
        String help = help(command);

        assertFits(help);
        for (String name : command.names()) {
            List<String> words = new ArrayList<>(List.of(command.qualifiedName().split(" ", -1)));
            words.set(words.size() - 1, name);
            words.set(0, "help");
            if (command.parent() != null) {
                assertThat(out(words)).isEqualTo(help);
                words.remove(0);
                words.add("-h");
                assertThat(out(words)).isEqualTo(help);
            }
        }
        assertThat(cli.home()).isEmptyDirectory();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpHasPurposeSynopsisOptionsByGroupExitCodesAndExamplesInThisOrder(CommandSpec command) {
        String help = help(command);
        CommandHelp model = new CommandHelp(command);
        List<String> parts = new ArrayList<>(List.of(model.purpose() + "\n\nUsage: " + command.qualifiedName()));
        for (HelpSection section : model.sections()) {
            parts.add("\n\n" + section.heading() + ":\n");
        }
        assertThat(model.sections()).last().extracting(HelpSection::heading).isEqualTo("Global options");
        if (command.userObject() instanceof Subcommand) {
            parts.add("\n\nExit codes:\n");
        }
        parts.add("\n\nExamples:\n");
        parts.add("'man " + model.manPage() + "'");

        assertThat(model.purpose()).matches("[A-Z].*\\.");
        assertThat(help).startsWith(parts.get(0)).containsSubsequence(parts);
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyOptionAndArgumentIsInOneGroupAndSaysWhatItIs(CommandSpec command) {
        List<Entry> entries = new CommandHelp(command)
                .sections().stream()
                        .flatMap(section -> section.entries().stream())
                        .toList();
        List<String> options = command.options().stream()
                .filter(option -> !option.hidden())
                .map(OptionSpec::longestName)
                .toList();

        assertThat(entries)
                .hasSize(options.size() + command.positionalParameters().size());
        for (String option : options) {
            assertThat(entries.stream().map(Entry::term))
                    .as(option)
                    .filteredOn(term -> term.matches("(.*[ ,])?" + option + "( .*)?"))
                    .hasSize(1);
        }
        assertThat(entries).allSatisfy(entry -> assertThat(entry.text()).matches("\\S.*\\."));
        assertThat(help(command)).contains(entries.stream().map(Entry::term).toList());
    }

    @ParameterizedTest
    @MethodSource("all")
    void synopsisNamesTheCommandAndOptionsThatItHas(CommandSpec command) {
        Set<String> options = new HashSet<>();
        command.options().forEach(option -> options.add(option.longestName()));

        for (String line : new CommandHelp(command).synopsis()) {
            assertThat(line).matches(command.qualifiedName() + "( .*)?").doesNotContain("  ");
            assertThat(LONG_OPTION.matcher(line).results().map(MatchResult::group))
                    .allMatch(options::contains);
        }
        for (OptionSpec option : command.options()) {
            if (option.required() && option.group() == null) {
                assertThat(new CommandHelp(command).synopsis()).allMatch(line -> line.contains(option.longestName()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void helpHasExamplesEachWithAWordOnWhatItDoes(CommandSpec command) {
        List<String> lines = new CommandHelp(command).examples();

        assertThat(lines.size() / 2).isBetween(2, command.parent() == null ? 5 : 3);
        assertThat(lines).hasSizeBetween(4, 10).allMatch(line -> line.length() <= WIDEST_EXAMPLE);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i)).matches(i % 2 == 0 ? "# [A-Z].*[^.]" : "(?!#).*\\bapikeys .*");
            assertThat(help(command)).contains(i % 2 == 0 ? lines.get(i).substring(2) : lines.get(i) + "\n");
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void exitCodesAreThoseThatTheCommandCanGive(CommandSpec command) {
        String help = help(command);
        int start = help.indexOf("\nExit codes:\n");
        List<String> told = start < 0
                ? List.of()
                : EXIT_CODE
                        .matcher(help.substring(start, help.indexOf("\nExamples:\n")))
                        .results()
                        .map(match -> match.group(1))
                        .toList();

        assertThat(told)
                .isEqualTo(
                        command.userObject() instanceof Subcommand subcommand
                                ? subcommand.exitCodes().stream()
                                        .map(code -> Integer.toString(code.number()))
                                        .toList()
                                : List.of());
    }

    @Test
    void toolAloneShowsCommonTasksFirstThenEveryCommandOnceThenTheTopics() {
        String help = out(List.of());
        List<String> commands = Cli.commands().stream()
                .filter(command -> command.parent() != null && command.parent().parent() == null)
                .map(CommandSpec::name)
                .toList();
        List<String> listed = Arrays.stream(CommandSection.values())
                .flatMap(group -> group.commands().stream())
                .toList();

        assertThat(help).isEqualTo(out(List.of("--help"))).isEqualTo(out(List.of("help")));
        assertThat(listed).containsExactlyInAnyOrderElementsOf(commands);
        List<String> parts = new ArrayList<>(List.of("Usage: apikeys COMMAND", "\nCommon tasks:"));
        for (CommandSection group : CommandSection.values()) {
            parts.add("\n" + group.heading() + ":");
            for (String name : group.commands()) {
                parts.add("\n  " + name + " ");
            }
        }
        for (HelpTopic topic : HelpTopic.values()) {
            parts.add("\n  help " + topic.word() + " ");
        }
        parts.add("\nGlobal options:");
        assertThat(help).containsSubsequence(parts);
    }

    @ParameterizedTest
    @EnumSource
    void topicFits(HelpTopic topic) {
        String text = out(List.of("help", topic.word()));

        assertFits(text);
        assertThat(text).startsWith(topic.purpose() + "\n\n");
        for (HelpSection section : topic.sections()) {
            assertThat(text).contains("\n" + section.heading() + ":\n");
            for (Entry entry : section.entries()) {
                assertThat(text).contains("\n  " + entry.term());
            }
        }
    }

    @Test
    void topicHasEveryExitCode() {
        assertThat(EXIT_CODE
                        .matcher(out(List.of("help", "exit-codes")).replaceAll("(?m)^   +(?=\\d)", "  "))
                        .results()
                        .map(match -> match.group(1) + " " + match.group(2).split(" ", 2)[0]))
                .containsExactlyElementsOf(Arrays.stream(ExitCode.values())
                        .map(code -> code.number() + " " + code.name())
                        .toList());
    }

    @Test
    void helpIsInColourWhereThatIsAskedForAndOtherwiseAtATerminal() {
        cli.atTerminal(80, "");

        assertThat(cli.run("list", "--help").out()).contains("\u001b[");
        assertThat(cli.run("list", "--help", "--color=never").out()).doesNotContain("\u001b");
        assertThat(cli.with("NO_COLOR", "1").run("list", "--help").out()).doesNotContain("\u001b");
        assertThat(cli.inPipe().run("--color", "always", "list", "--help").out())
                .contains("\u001b[");
        assertThat(cli.run("--color", "always", "help", "files").out()).contains("\u001b[");
    }

    @ParameterizedTest
    @ValueSource(strings = {"help nothing", "help admins nothing", "nothing", "admins nothing", "help list files"})
    void thereIsNoHelpForWhatIsNot(String line) {
        Cli.Result result = cli.run(line.split(" ", -1)).exits(ExitCode.USAGE);

        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains(line.substring(line.lastIndexOf(' ') + 1));
    }
}

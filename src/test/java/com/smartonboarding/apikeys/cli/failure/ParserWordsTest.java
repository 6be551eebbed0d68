package com.smartonboarding.apikeys.cli.failure;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** For each option of each command, the tool reports wrong arguments in its own words. */
class ParserWordsTest {
    /** Words from the parser's own sentences (picocli 4.7: every message of an exception that parsing can throw). */
    private static final Pattern OF_THE_PARSER =
            Pattern.compile("Error:|expected only one|mutually exclusive|Missing required"
                    + "|Invalid value|cannot convert|Unmatched argument|Unknown option|Expected parameter|should be specified"
                    + "|requires at least|positional parameter|at index|while processing|but found|can only be specified"
                    + "|must be specified|is not unique|NullPointer|Exception|java\\.|picocli|\\[--?[a-z]");

    private static final String OWN_SENTENCE =
            "(?s)apikeys: [A-Z'-][^\n]*[.?](\nDid you mean [^\n]*)?(\nTry '[^\n]*)?\n";

    private final Cli cli;

    ParserWordsTest(Cli cli) {
        this.cli = cli;
    }

    static Stream<CommandSpec> commands() {
        return Cli.commands().stream().filter(command -> command.parent() != null);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void optionGivenTwiceIsRefusedAlikeEverywhere(CommandSpec command) {
        for (OptionSpec option : command.options()) {
            if (option.isMultiValue() || option.usageHelp()) {
                continue;
            }
            for (String first : option.names()) {
                for (String second : option.names()) {
                    List<String> once = given(first, option);
                    List<String> args = join(words(command), once, given(second, option));
                    assertThat(refused(args))
                            .startsWith("apikeys: " + option.longestName() + " was given twice; give it once.\n");
                    if (option.inherited()) {
                        refused(join(once, words(command), given(second, option)));
                    }
                    if (!option.longestName().equals("--output")) {
                        assertErrorIsJson(command, args);
                    }
                }
            }
        }
    }

    private void assertErrorIsJson(CommandSpec command, List<String> args) {
        if (command.findOption("--output") != null) {
            Cli.Result result = cli.run(join(args, List.of("-o", "json")).toArray(String[]::new))
                    .exits(ExitCode.USAGE);
            assertThat(JsonParser.parseString(result.err())
                            .getAsJsonObject()
                            .get("message")
                            .getAsString())
                    .contains("was given twice");
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void nothingIsSaidInTheParsersWords(CommandSpec command) {
        List<String> words = words(command);
        refused(join(words, List.of("--no-such-option")));
        refused(join(words, List.of("-Z")));
        run(join(words, List.of("a", "b", "c", "d")));
        run(words);
        run(join(words, List.of("")));
        run(join(words, List.of("--", "--", "-x")));
        for (OptionSpec option : command.options()) {
            if (option.longestName().equals("--debug")) {
                continue; // it prints where a failure came from, with class names
            }
            for (String name : option.names()) {
                boolean takesValue = option.arity().max() > 0;
                run(join(words, List.of(name)));
                run(join(words, List.of(name, "--no-such-option")));
                run(join(words, List.of(name, "--help")));
                run(join(words, List.of(name + "=")));
                run(join(words, List.of(name + "=--field=x")));
                run(join(words, List.of(name, takesValue ? "\u0131 [x] 9z" : "extra", name)));
                if (!name.startsWith("--")) {
                    run(join(words, List.of(name + "Z")));
                    run(join(words, List.of(name + "qqyn")));
                }
                for (OptionSpec other : command.options()) {
                    if (!other.longestName().equals("--debug")) {
                        run(join(words, given(name, option), given(other.longestName(), other)));
                    }
                }
            }
        }
    }

    @Test
    void optionsThatExcludeEachOtherAreNamed() {
        for (List<String> pair : List.of(
                List.of("--status", "--finish"), List.of("--finish", "--abort"), List.of("--status", "--abort"))) {
            assertThat(refused(join(List.of("rotate", "x"), pair)))
                    .startsWith("apikeys: " + pair.get(0) + " and " + pair.get(1) + " cannot be used together;");
        }
        assertThat(refused(List.of("generate", "--label", "x", "--expires-in", "1d", "--expires-at", "2030-01-01")))
                .startsWith("apikeys: --expires-in and --expires-at cannot be used together;");
        assertThat(refused(List.of("show", "x", "--field=id", "--no-code")))
                .startsWith("apikeys: --no-code and --field cannot be used together;");
    }

    @Test
    void letterAmongSeveralThatIsNoOptionIsNamedAlone() {
        assertThat(refused(List.of("show", "a", "-qZ"))).startsWith("apikeys: There is no option '-Z'.\n");
    }

    private String refused(List<String> args) {
        Cli.Result result = run(args);
        assertThat(result.exitCode()).as(args.toString()).isEqualTo(ExitCode.USAGE.number());
        assertThat(result.out()).isEmpty();
        return result.err();
    }

    private Cli.Result run(List<String> args) {
        Cli.Result result = cli.run(args.toArray(String[]::new));
        assertThat(result.err()).as(args.toString()).doesNotContainPattern(OF_THE_PARSER);
        if (result.exitCode() == ExitCode.USAGE.number()) {
            assertThat(result.err()).as(args.toString()).matches(OWN_SENTENCE);
        }
        assertThat(result.exitCode()).as(args.toString()).isNotEqualTo(ExitCode.INTERNAL.number());
        return result;
    }

    private static List<String> words(CommandSpec command) {
        return Arrays.asList(command.qualifiedName().split(" ", -1))
                .subList(1, command.qualifiedName().split(" ", -1).length);
    }

    /** The option with a value that it accepts. */
    private List<String> given(String name, OptionSpec option) {
        return option.arity().max() == 0 ? List.of(name) : List.of(name, value(option));
    }

    private String value(ArgSpec option) {
        if (option.completionCandidates() != null) {
            return option.completionCandidates().iterator().next().toLowerCase(Locale.ROOT);
        }
        return switch (option.paramLabel()) {
            case "DURATION" -> "1d";
            case "TIME", "WHEN" -> "2030-01-01";
            case "N", "SEQUENCE" -> "1";
            case "NAME", "A,B" -> "id";
            case "ADDRESS" -> "203.0.113.9";
            case "FILE" -> cli.home().resolve("none").toString();
            default -> "x";
        };
    }

    @SafeVarargs
    private static List<String> join(List<String>... parts) {
        List<String> all = new ArrayList<>();
        for (List<String> part : parts) {
            all.addAll(part);
        }
        return all;
    }
}

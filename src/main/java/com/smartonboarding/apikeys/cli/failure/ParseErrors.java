package com.smartonboarding.apikeys.cli.failure;

import com.smartonboarding.apikeys.cli.help.HelpTopic;
import com.smartonboarding.apikeys.output.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MaxValuesExceededException;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The messages about arguments that the command line does not accept: what was wrong, what may have been meant, and
 * where to read on, each on its own line. The parser's own sentences are never printed. Only option names are taken
 * from them, where the parser gives the names in no other way.
 */
final class ParseErrors {
    private static final Pattern OPTION_NAME = Pattern.compile("(?<![-\\w])--?[a-z][a-z-]*");

    /** What the parser appends to an unknown letter in a cluster of short options. */
    private static final String IN_A_CLUSTER = " (while processing option: '";

    private ParseErrors() {}

    static String describe(ParameterException e) {
        CommandSpec command = e.getCommandLine().getCommandSpec();
        String unknown = unknown(e);
        List<String> suggestions = List.of();
        String sentence;
        if (unknown != null && unknown.startsWith("-")) {
            String name = nameOf(unknown);
            sentence = "There is no option " + quoted(name) + ".";
            suggestions = options(command, name);
        } else if (unknown != null && !command.subcommands().isEmpty()) {
            sentence = "There is no command " + quoted(unknown) + ".";
            suggestions = commands(command, unknown);
        } else if (unknown != null) {
            sentence = quoted(unknown) + " is one argument too many.";
        } else if (e instanceof OverwrittenOptionException twice) {
            sentence = name(twice.getOverwritten()) + " was given twice; give it once.";
        } else if (e.getArgSpec() != null && isFlag(e.getArgSpec())) {
            sentence = name(e.getArgSpec()) + " takes no value.";
        } else if (e.getArgSpec() != null
                && e.getValue() != null
                && e.getArgSpec().completionCandidates() != null) {
            List<String> values = values(e.getArgSpec());
            sentence =
                    name(e.getArgSpec()) + " takes " + enumerated(values, "or") + ", not " + quoted(e.getValue()) + ".";
            suggestions = nearest(e.getValue(), values);
        } else {
            sentence = sentence(e, command);
        }
        return sentence
                + (suggestions.isEmpty() ? "" : "\nDid you mean '" + String.join("' or '", suggestions) + "'?")
                + "\nTry '" + command.qualifiedName() + " --help'.";
    }

    /** The first unknown word. A mistyped option can be the reason why an argument is missing. */
    private static @Nullable String unknown(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            return unmatched.getUnmatched().isEmpty()
                    ? null
                    : withoutCluster(unmatched.getUnmatched().get(0));
        }
        for (String word : e.getCommandLine().getUnmatchedArguments()) {
            if (word.startsWith("-")) {
                return withoutCluster(word);
            }
        }
        return null;
    }

    private static String withoutCluster(String word) {
        int end = word.indexOf(IN_A_CLUSTER);
        return end < 0 ? word : word.substring(0, end);
    }

    private static String sentence(ParameterException e, CommandSpec command) {
        String message = String.valueOf(e.getMessage()).strip();
        if (e instanceof MissingParameterException missing) {
            return missing(missing, command);
        }
        if (e instanceof MutuallyExclusiveArgsException || e instanceof MaxValuesExceededException) {
            List<String> names = optionsIn(message, command);
            return names.size() > 1
                    ? enumerated(names, "and") + " cannot be used together; give one of them."
                    : "Options that cannot be used together were given; give one of them.";
        }
        if (e instanceof UnmatchedArgumentException) {
            for (OptionSpec option : command.options()) {
                if (message.contains("Expected parameter for option '" + option.longestName() + "'")) {
                    return needsValue(option);
                }
            }
        }
        if (e.getArgSpec() != null && e.getValue() != null) {
            // The messages of type conversions come from our own converters.
            return quoted(e.getValue()) + " is not a valid value for " + name(e.getArgSpec())
                    + (e.getCause() instanceof TypeConversionException own
                            ? ": " + own.getMessage() + "."
                            : ", which takes " + e.getArgSpec().paramLabel() + ".");
        }
        if (!(command.userObject() instanceof Runnable)
                && !command.subcommands().isEmpty()) {
            return "'" + command.qualifiedName() + "' needs a subcommand: " + enumerated(names(command), "or") + ".";
        }
        return "The arguments of '" + command.qualifiedName() + "' could not be read.";
    }

    /** The options of the command that are named in a sentence, each by its longest name. */
    private static List<String> optionsIn(String message, CommandSpec command) {
        return OPTION_NAME
                .matcher(message)
                .results()
                .map(found -> command.findOption(found.group()))
                .filter(Objects::nonNull)
                .map(OptionSpec::longestName)
                .distinct()
                .toList();
    }

    private static String missing(MissingParameterException e, CommandSpec command) {
        List<ArgSpec> args = e.getMissing();
        boolean named = String.valueOf(e.getMessage()).startsWith("Missing required option");
        boolean positional = !args.get(0).isOption();
        if (args.get(0).group() != null && args.size() > 1) {
            List<String> needed = new ArrayList<>();
            List<String> others = new ArrayList<>();
            args.forEach(arg -> (arg.required() ? needed : others).add(name(arg)));
            return enumerated(others, "and") + " can only be used with " + enumerated(needed, "and") + ".";
        }
        if (named || positional) {
            List<String> needed = new ArrayList<>();
            args.forEach(arg -> needed.add((arg.isOption() ? name(arg) + " " : "") + arg.paramLabel()));
            return "'" + command.qualifiedName() + "' needs " + enumerated(needed, "and") + ".";
        }
        return needsValue(args.get(0));
    }

    private static String needsValue(ArgSpec arg) {
        return name(arg) + " needs a value: " + arg.paramLabel() + ".";
    }

    private static boolean isFlag(ArgSpec arg) {
        return arg.isOption() && arg.type() == boolean.class;
    }

    /** The names of options that are similar to this word. */
    private static List<String> options(CommandSpec command, String word) {
        Suggestions suggestions = new Suggestions(word);
        for (OptionSpec option : command.options()) {
            for (String name : option.names()) {
                if (!option.hidden() && (name.startsWith("--") || word.length() == name.length())) {
                    suggestions.consider(name, name);
                }
            }
        }
        return suggestions.best();
    }

    /** The subcommands of up to two levels, and at the top level the help topics, that are similar to this word. */
    private static List<String> commands(CommandSpec parent, String word) {
        Suggestions suggestions = new Suggestions(word);
        for (CommandLine below : parent.subcommands().values()) {
            CommandSpec command = below.getCommandSpec();
            String name = command.name();
            command.names().forEach(alias -> suggestions.consider(alias, name));
            if (word.indexOf('-') > 0) {
                names(command).forEach(other -> suggestions.consider(name + "-" + other, name + " " + other));
            }
        }
        if (parent.parent() == null) {
            for (HelpTopic topic : HelpTopic.values()) {
                suggestions.consider(topic.word(), "help " + topic.word());
            }
        }
        return suggestions.best();
    }

    private static List<String> nearest(String word, List<String> values) {
        Suggestions suggestions = new Suggestions(word);
        values.forEach(value -> suggestions.consider(value, value));
        return suggestions.best();
    }

    /** The names of the subcommands, without their aliases. */
    private static List<String> names(CommandSpec command) {
        return command.subcommands().values().stream()
                .map(CommandLine::getCommandName)
                .distinct()
                .toList();
    }

    private static List<String> values(ArgSpec arg) {
        List<String> values = new ArrayList<>();
        arg.completionCandidates().forEach(value -> values.add(value.toLowerCase(Locale.ROOT)));
        return values;
    }

    private static String name(ArgSpec arg) {
        return arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
    }

    /** The option without its value. */
    private static String nameOf(String word) {
        int end = word.indexOf('=');
        return end < 0 ? word : word.substring(0, end);
    }

    private static String quoted(String word) {
        return "'" + SafeText.escape(word) + "'";
    }

    private static String enumerated(List<String> words, String last) {
        int end = words.size() - 1;
        return end < 1
                ? String.join("", words)
                : words.subList(0, end).stream().collect(Collectors.joining(", ")) + " " + last + " " + words.get(end);
    }
}

package com.smartonboarding.apikeys.cli.complete;

import com.smartonboarding.apikeys.cli.help.HelpTopic;
import com.smartonboarding.apikeys.output.json.OutputSchemas;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What a shell must know about the commands to complete them, independent of any shell. */
final class CompletionModel {
    /** The kinds of values. */
    enum Kind {
        /** A value that only the user knows: a new label, a text, a number, a time. */
        NOTHING,
        /** Files and folders. */
        FILES,
        /** Accounts on the machine. */
        USERS,
        /** Fixed words. */
        WORDS,
        /** The names of commands; fixed words are possible in place of the first. */
        COMMANDS,
        /** Tokens that authenticate. */
        ACTIVE,
        /** Tokens that authenticate, or would if they were enabled. */
        CURRENT,
        /** Tokens that can be enabled. */
        DISABLED,
        /** Tokens whose code can be shown. */
        RECOVERABLE,
        /** Tokens in any status. */
        ALL,
        /** The ids of tokens in any status. */
        IDS,
        /** The labels of tokens in any status. */
        LABELS,
        /** The scopes of tokens. */
        SCOPES,
        /** The owners of tokens. */
        OWNERS,
        /** The scopes that new tokens may have. */
        ALLOWED,
        /** Holders of the role. */
        ADMINISTRATORS,
        /** Master keys that may be dropped. */
        KEYS;

        /** The word for it in the completion scripts and in queries to the database. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A value of an option or operand.
     *
     * @param words the possible words, for {@link Kind#WORDS} and {@link Kind#COMMANDS}
     * @param list whether several words, separated by commas, are possible
     * @param most the greatest number of operands, or 0 without a limit
     */
    record Value(Kind kind, List<String> words, boolean list, int most) {}

    /**
     * An option.
     *
     * @param names all its names; the first one is offered
     * @param summary a sentence without its full stop
     * @param label the name of its value in help, and value its kind; empty if it takes no value
     */
    record Option(List<String> names, String summary, String label, List<Value> value, boolean repeatable) {
        String name() {
            return names.get(0);
        }
    }

    /**
     * A command.
     *
     * @param path its names without the tool's: {@code admins add}
     * @param aliases alternatives to the last name
     * @param operands the values beside the options; empty if there are none
     */
    record Command(
            String path,
            List<String> aliases,
            String summary,
            List<Command> subcommands,
            List<Option> options,
            List<Value> operands) {
        String name() {
            return path.substring(path.lastIndexOf(' ') + 1);
        }
    }

    /** What the labels in help stand for. A test fails for a label that is not in this map. */
    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("FILE", Kind.FILES),
            Map.entry("PATH", Kind.FILES),
            Map.entry("DIR", Kind.FILES),
            Map.entry("PLACE", Kind.FILES),
            Map.entry("MODE", Kind.NOTHING),
            Map.entry("GROUP", Kind.NOTHING),
            Map.entry("NAME", Kind.NOTHING),
            Map.entry("SCOPE", Kind.SCOPES),
            Map.entry("KEY", Kind.KEYS),
            Map.entry("OWNER", Kind.OWNERS),
            Map.entry("KEY=VALUE", Kind.NOTHING),
            Map.entry("CIDR", Kind.NOTHING),
            Map.entry("USER", Kind.USERS),
            Map.entry("COMMAND", Kind.COMMANDS),
            Map.entry("LABEL-GLOB", Kind.LABELS),
            Map.entry("LABEL", Kind.NOTHING),
            Map.entry("ID", Kind.NOTHING),
            Map.entry("TEXT", Kind.NOTHING),
            Map.entry("GLOB", Kind.NOTHING),
            Map.entry("DURATION", Kind.NOTHING),
            Map.entry("TIME", Kind.NOTHING),
            Map.entry("WHEN", Kind.NOTHING),
            Map.entry("ADDRESS", Kind.NOTHING),
            Map.entry("SEQUENCE", Kind.NOTHING),
            Map.entry("N", Kind.NOTHING));

    /** Options that take a token's id or label, although the same label stands for something else in other options. */
    private static final Map<String, Kind> OPTIONS = Map.of(
            "--add-scope SCOPE", Kind.ALLOWED,
            "--id ID", Kind.IDS,
            "--label-glob GLOB", Kind.LABELS,
            "--label LABEL", Kind.LABELS,
            "--no-meta KEY", Kind.NOTHING,
            "--token TOKEN", Kind.ALL);

    /** The only command that takes a new label. */
    private static final String NEW_LABEL = "generate";

    /**
     * Operands whose label is not specific enough. A test fails for a new command with a TOKEN that is not in this map.
     */
    private static final Map<String, Value> OPERANDS = Map.of(
            "edit TOKEN", new Value(Kind.ALL, List.of(), false, 1),
            "revoke TOKEN", new Value(Kind.CURRENT, List.of(), false, 0),
            "disable TOKEN", new Value(Kind.ACTIVE, List.of(), false, 0),
            "enable TOKEN", new Value(Kind.DISABLED, List.of(), false, 0),
            "rotate TOKEN", new Value(Kind.ACTIVE, List.of(), false, 1),
            "show TOKEN", new Value(Kind.RECOVERABLE, List.of(), false, 1),
            "history TOKEN", new Value(Kind.ALL, List.of(), false, 1),
            "relabel TOKEN NEW-LABEL", new Value(Kind.ALL, List.of(), false, 1),
            "schema NAME", new Value(Kind.WORDS, OutputSchemas.NAMES, false, 1),
            "admins remove USER", new Value(Kind.ADMINISTRATORS, List.of(), false, 1));

    private CompletionModel() {}

    /** The tool itself, with all its commands. */
    static Command of(CommandLine model) {
        return command(model, "");
    }

    private static Command command(CommandLine line, String path) {
        CommandSpec spec = line.getCommandSpec();
        List<Command> subcommands = new ArrayList<>();
        for (CommandLine below : new LinkedHashSet<>(line.getSubcommands().values())) {
            if (!below.getCommandSpec().usageMessage().hidden()) {
                subcommands.add(command(below, (path + " " + below.getCommandName()).strip()));
            }
        }
        return new Command(
                path,
                List.of(spec.aliases()),
                sentence(spec.usageMessage().header()),
                subcommands,
                spec.options().stream()
                        .filter(option -> !option.hidden())
                        .map(option -> option(path, option))
                        .toList(),
                spec.positionalParameters().stream()
                        .filter(operand -> !operand.hidden())
                        .map(operand -> operand(path, operand))
                        .toList());
    }

    private static Option option(String path, OptionSpec option) {
        List<String> names = new ArrayList<>(List.of(option.names()));
        names.remove(option.longestName());
        names.add(0, option.longestName());
        if (option.arity().max() == 0) {
            return new Option(names, sentence(option.description()), "", List.of(), option.isMultiValue());
        }
        if (option.arity().min() != 1 || option.arity().max() != 1) {
            throw new AssertionError(path + " " + names + " may have a value or none: say how that is completed");
        }
        return new Option(
                names,
                sentence(option.description()),
                option.paramLabel(),
                List.of(value(path, option, 1)),
                option.isMultiValue());
    }

    private static Value operand(String path, PositionalParamSpec operand) {
        Value decided = OPERANDS.get(path + " " + operand.paramLabel());
        return decided != null ? decided : value(path, operand, operand.isMultiValue() ? 0 : 1);
    }

    private static Value value(String path, ArgSpec argument, int most) {
        Class<?>[] types = argument.auxiliaryTypes();
        Class<?> type = types.length == 0 ? argument.type() : types[types.length - 1];
        if (type.isEnum()) {
            List<String> words = Arrays.stream(type.getEnumConstants())
                    .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                    .toList();
            return new Value(Kind.WORDS, words, !argument.splitRegex().isEmpty(), most);
        }
        Kind kind = KINDS.get(argument.paramLabel());
        if (kind == Kind.COMMANDS) {
            List<String> topics =
                    Arrays.stream(HelpTopic.values()).map(HelpTopic::word).toList();
            return new Value(kind, topics, false, most);
        }
        if (argument instanceof OptionSpec option && !path.equals(NEW_LABEL)) {
            kind = OPTIONS.getOrDefault(option.longestName() + " " + option.paramLabel(), kind);
        }
        if (kind == Kind.SCOPES && path.equals(NEW_LABEL)) {
            kind = Kind.ALLOWED;
        }
        if (kind == null) {
            throw new AssertionError("Nobody has decided what completes '" + argument.paramLabel() + "' of '" + path
                    + "': put it into CompletionModel");
        }
        return new Value(kind, List.of(), false, most);
    }

    private static String sentence(String[] lines) {
        String text = String.join(" ", lines).strip();
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    /** The options that all of these commands have. */
    static Set<Option> common(List<Command> commands) {
        Set<Option> common = new LinkedHashSet<>(commands.get(0).options());
        commands.forEach(command -> common.retainAll(command.options()));
        return common;
    }

    /** This command and all its subcommands at any depth, in order. */
    static List<Command> all(Command command) {
        List<Command> all = new ArrayList<>(List.of(command));
        command.subcommands().forEach(below -> all.addAll(all(below)));
        return all;
    }
}

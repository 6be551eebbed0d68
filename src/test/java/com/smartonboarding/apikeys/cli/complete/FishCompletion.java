package com.smartonboarding.apikeys.cli.complete;

import com.smartonboarding.apikeys.cli.complete.CompletionModel.Command;
import com.smartonboarding.apikeys.cli.complete.CompletionModel.Kind;
import com.smartonboarding.apikeys.cli.complete.CompletionModel.Option;
import com.smartonboarding.apikeys.cli.complete.CompletionModel.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Generates the command model in {@code completions/apikeys.fish}. */
final class FishCompletion {
    private FishCompletion() {}

    static String of(Command tool) {
        List<Command> commands = CompletionModel.all(tool);
        Set<Option> common = CompletionModel.common(commands);
        StringBuilder text = new StringBuilder("""

                # The first function prints the subcommand that a word means, the second one the options with a value.
                function __apikeys_below
                    switch "$argv"
                """);
        for (Command command : commands) {
            for (Command below : command.subcommands()) {
                List<String> names = new ArrayList<>(List.of(below.name()));
                names.addAll(below.aliases());
                String cases = names.stream()
                        .map(name -> "'" + (command.path() + " " + name).strip() + "'")
                        .collect(Collectors.joining(" "));
                text.append("        case ").append(cases).append("\n            echo '");
                text.append(below.path()).append("'\n");
            }
        }
        text.append("    end\nend\n\nfunction __apikeys_valued\n    switch \"$argv\"\n");
        for (Command command : commands) {
            String valued = command.options().stream()
                    .filter(option -> !option.value().isEmpty())
                    .flatMap(option -> option.names().stream())
                    .collect(Collectors.joining(" "));
            text.append("        case '").append(command.path()).append("'\n            string split ' ' -- '");
            text.append(valued).append("'\n");
        }
        text.append("    end\nend\n\n");
        common.forEach(option -> text.append(line("", option)));
        for (Command command : commands) {
            text.append("\n# ").append(("apikeys " + command.path()).strip()).append('\n');
            String condition = "-n '__apikeys_at \"" + command.path() + "\"' ";
            for (Command below : command.subcommands()) {
                text.append("complete -c apikeys ")
                        .append(condition)
                        .append("-a ")
                        .append(below.name());
                text.append(" -d ").append(quoted(below.summary())).append('\n');
            }
            for (Option option : command.options()) {
                if (!common.contains(option)) {
                    text.append(line(condition, option));
                }
            }
            for (Value operand : command.operands()) {
                String limited = operand.most() == 0
                        ? condition
                        : "-n '__apikeys_at \"" + command.path() + "\" " + operand.most() + "' ";
                String candidates = candidates(operand);
                if (!candidates.isEmpty()) {
                    text.append("complete -c apikeys ")
                            .append(limited)
                            .append(candidates)
                            .append('\n');
                }
            }
        }
        return text.append('\n').toString();
    }

    private static String line(String condition, Option option) {
        StringBuilder line = new StringBuilder("complete -c apikeys ").append(condition);
        for (String name : option.names()) {
            line.append(name.startsWith("--") ? "-l " : "-s ")
                    .append(name.replaceFirst("^--?", ""))
                    .append(' ');
        }
        option.value()
                .forEach(value -> line.append(value.kind() == Kind.FILES ? "-r " : "-x ")
                        .append(candidates(value))
                        .append(candidates(value).isEmpty() ? "" : " "));
        return line.append("-d ").append(quoted(option.summary())).append('\n').toString();
    }

    private static String candidates(Value value) {
        return switch (value.kind()) {
            case NOTHING -> "";
            case FILES -> "-F";
            case USERS -> "-a '(__fish_complete_users)'";
            case WORDS ->
                value.list()
                        ? "-a '(__fish_append , " + String.join(" ", value.words()) + ")'"
                        : "-a '" + String.join(" ", value.words()) + "'";
            case COMMANDS -> "-a '(__apikeys_explained " + String.join(" ", value.words()) + ")'";
            case ACTIVE,
                    CURRENT,
                    DISABLED,
                    RECOVERABLE,
                    ALL,
                    IDS,
                    LABELS,
                    SCOPES,
                    OWNERS,
                    ALLOWED,
                    ADMINISTRATORS,
                    KEYS -> "-a '(__apikeys_ask " + value.kind().word() + ")'";
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}

package com.smartonboarding.apikeys.cli.complete;

import com.smartonboarding.apikeys.cli.complete.CompletionModel.Command;
import com.smartonboarding.apikeys.cli.complete.CompletionModel.Kind;
import com.smartonboarding.apikeys.cli.complete.CompletionModel.Option;
import com.smartonboarding.apikeys.cli.complete.CompletionModel.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Generates the command model in {@code completions/apikeys.bash}. */
final class BashCompletion {
    private BashCompletion() {}

    static String of(Command tool) {
        List<Command> commands = CompletionModel.all(tool);
        Set<Option> common = CompletionModel.common(commands);
        StringBuilder text = new StringBuilder("""

                # Sets what a command has: subcommands with their aliases; options with their aliases, a * if they can be
                # repeated, and =KIND if they take a value; the KIND of the operands, and the greatest number of them.
                _apikeys_model() {
                  subcommands=() options=() operand='' most=0
                  case $1 in
                """);
        for (Command command : commands) {
            text.append("    '").append(command.path()).append("')\n");
            if (!command.subcommands().isEmpty()) {
                List<String> names = new ArrayList<>();
                for (Command below : command.subcommands()) {
                    names.add("'" + (below.name() + " " + String.join(" ", below.aliases())).strip() + "'");
                }
                array(text, "      ", "subcommands=(", names);
            }
            List<String> options = new ArrayList<>();
            for (Option option : command.options()) {
                if (!common.contains(option)) {
                    options.add("'" + entry(option) + "'");
                }
            }
            array(text, "      ", "options=(", options);
            for (Value operand : command.operands()) {
                text.append("      operand='").append(kind(operand)).append("' most=");
                text.append(operand.most()).append('\n');
            }
            text.append("      ;;\n");
        }
        text.append("  esac\n");
        array(
                text,
                "  ",
                "options+=(",
                common.stream().map(option -> "'" + entry(option) + "'").toList());
        return text.append("}\n\n").toString();
    }

    private static void array(StringBuilder text, String indent, String start, List<String> words) {
        if (words.isEmpty()) {
            return;
        }
        text.append(indent).append(start).append('\n');
        words.forEach(word -> text.append(indent).append("  ").append(word).append('\n'));
        text.append(indent).append(")\n");
    }

    private static String entry(Option option) {
        StringBuilder entry = new StringBuilder(String.join(" ", option.names()));
        entry.append(option.repeatable() ? "*" : "");
        option.value().forEach(value -> entry.append('=').append(kind(value)));
        return entry.toString();
    }

    private static String kind(Value value) {
        String kind = value.list() ? "list" : value.kind().word();
        return value.kind() == Kind.WORDS || value.kind() == Kind.COMMANDS
                ? kind + " " + String.join(" ", value.words())
                : kind;
    }
}

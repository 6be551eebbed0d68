package com.smartonboarding.apikeys.cli.complete;

import com.smartonboarding.apikeys.cli.complete.CompletionModel.Command;
import com.smartonboarding.apikeys.cli.complete.CompletionModel.Option;
import com.smartonboarding.apikeys.cli.complete.CompletionModel.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Generates the command model in {@code completions/_apikeys}. */
final class ZshCompletion {
    /** Options that name a token in place of an operand. */
    private static final Set<String> INSTEAD = Set.of("--id", "--label");

    private ZshCompletion() {}

    static String of(Command tool) {
        List<Command> commands = CompletionModel.all(tool);
        Set<Option> common = CompletionModel.common(commands);
        StringBuilder text = new StringBuilder("""

                # Sets what a command has: its subcommands; the same ones by their aliases; and specs for _arguments.
                _apikeys_model() {
                  subcommands=() others=() specs=()
                  case $1 in
                """);
        for (Command command : commands) {
            text.append("    (").append(quoted(command.path())).append(")\n");
            array(text, "subcommands=", described(command, false));
            array(text, "others=", described(command, true));
            List<String> specs = new ArrayList<>();
            boolean one = command.operands().stream().anyMatch(operand -> operand.most() == 1);
            for (Option option : command.options()) {
                if (!common.contains(option)) {
                    specs.addAll(specs(option, one));
                }
            }
            for (Value operand : command.operands()) {
                specs.add(quoted((operand.most() == 1 ? "1::" : "*:") + "operand:" + action(operand)));
            }
            array(text, "specs=", specs);
            text.append("      ;;\n");
        }
        text.append("  esac\n");
        List<String> specs = new ArrayList<>();
        common.forEach(option -> specs.addAll(specs(option, false)));
        array(text, "specs+=", specs);
        return text.append("}\n\n").toString();
    }

    private static void array(StringBuilder text, String start, List<String> words) {
        if (!words.isEmpty()) {
            text.append("      ").append(start).append("(\n");
            words.forEach(word -> text.append("        ").append(word).append('\n'));
            text.append("      )\n");
        }
    }

    private static List<String> described(Command command, boolean others) {
        List<String> described = new ArrayList<>();
        for (Command below : command.subcommands()) {
            for (String name : others ? below.aliases() : List.of(below.name())) {
                described.add(quoted(name + ":" + below.summary() + (others ? " (" + below.name() + ")" : "")));
            }
        }
        return described;
    }

    private static List<String> specs(Option option, boolean oneOperand) {
        List<String> specs = new ArrayList<>();
        for (String name : option.names()) {
            String excluded = option.repeatable() ? "" : String.join(" ", option.names());
            if (oneOperand && INSTEAD.contains(option.name())) {
                excluded = (excluded + " 1").strip();
            }
            StringBuilder spec = new StringBuilder(excluded.isEmpty() ? "" : "(" + excluded + ")");
            spec.append(option.repeatable() ? "*" : "").append(name);
            spec.append(option.value().isEmpty() ? "" : name.startsWith("--") ? "=" : "+");
            spec.append('[')
                    .append(option.summary().replaceAll("([\\[\\]])", "\\\\$1"))
                    .append(']');
            option.value()
                    .forEach(value ->
                            spec.append(':').append(option.label()).append(':').append(action(value)));
            specs.add(quoted(spec.toString()));
        }
        return specs;
    }

    private static String action(Value value) {
        return switch (value.kind()) {
            case NOTHING -> " ";
            case FILES -> "_files";
            case USERS -> "_users";
            case WORDS ->
                value.list()
                        ? " _values -s , value " + String.join(" ", value.words())
                        : "(" + String.join(" ", value.words()) + ")";
            case COMMANDS -> " _apikeys_help " + String.join(" ", value.words());
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
                    KEYS -> " _apikeys_ask " + value.kind().word();
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}

package com.smartonboarding.apikeys.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Explains a command; picocli's own cannot stand beside a {@code --help} that every command inherits. */
@Command(
        name = "help",
        header = "Explain a command, or a topic.",
        customSynopsis = {"apikeys help [COMMAND...]", "apikeys help TOPIC"},
        footer = {
            "# The same as 'apikeys generate --help'",
            "apikeys help generate",
            "# A command below another",
            "apikeys help admins add",
            "# All exit codes",
            "apikeys help exit-codes"
        })
final class HelpCommand implements Runnable {
    private final Context context;

    @Parameters(paramLabel = "COMMAND", description = "The command to explain, or a topic; all commands without one.")
    private List<String> names = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    HelpCommand(Context context) {
        this.context = context;
    }

    @Override
    public void run() {
        context.streams().print(text());
    }

    private String text() {
        if (names.size() == 1) {
            for (HelpTopic topic : HelpTopic.values()) {
                if (topic.word().equals(names.get(0))) {
                    return topic.screen(context.palette());
                }
            }
        }
        CommandLine found = spec.commandLine().getParent();
        for (String name : names) {
            CommandLine next = found.getSubcommands().get(name);
            if (next == null) {
                throw new UnmatchedArgumentException(found, List.of(name));
            }
            found = next;
        }
        return new CommandHelp(found.getCommandSpec()).screen(context.palette());
    }
}

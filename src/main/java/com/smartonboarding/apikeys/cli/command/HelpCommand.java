package com.smartonboarding.apikeys.cli.command;

import com.smartonboarding.apikeys.cli.CommandModel;
import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.help.CommandHelp;
import com.smartonboarding.apikeys.cli.help.HelpTopic;
import com.smartonboarding.apikeys.cli.option.Values;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Explains a command or a topic. picocli's own help command does not work together with a {@code --help} that every
 * command inherits.
 */
public final class HelpCommand extends CommandModel implements Runnable {
    private final Context context;

    private final Values<String> names = Values.operands(
            "COMMAND", "The command or the topic to explain. If none is given, all commands are listed.");

    public HelpCommand(Context context) {
        super("help");
        this.context = context;
        usage().header("Explain a command or a topic.")
                .customSynopsis("apikeys help [COMMAND...]", "apikeys help TOPIC")
                .footer(
                        "# The same as 'apikeys generate --help'",
                        "apikeys help generate",
                        "# A subcommand",
                        "apikeys help admins add",
                        "# All exit codes",
                        "apikeys help exit-codes");
        declare(names);
    }

    @Override
    public void run() {
        context.streams().print(screen());
    }

    private String screen() {
        List<String> path = names.get();
        if (path.size() == 1) {
            for (HelpTopic topic : HelpTopic.values()) {
                if (topic.word().equals(path.get(0))) {
                    return topic.screen(context.palette());
                }
            }
        }
        CommandLine found = spec().commandLine().getParent();
        for (String name : path) {
            CommandLine next = found.getSubcommands().get(name);
            if (next == null) {
                throw new UnmatchedArgumentException(found, List.of(name));
            }
            found = next;
        }
        return new CommandHelp(found.getCommandSpec()).screen(context.palette());
    }
}

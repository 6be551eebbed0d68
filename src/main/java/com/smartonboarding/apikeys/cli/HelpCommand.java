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
        header = "Explain a command.",
        footer = {"", "Examples:", "  apikeys help generate", "  apikeys help admins add"})
final class HelpCommand implements Runnable {
    @Parameters(paramLabel = "COMMAND", description = "The command to explain; all of them without one.")
    private List<String> names = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        CommandLine found = spec.commandLine().getParent();
        for (String name : names) {
            CommandLine next = found.getSubcommands().get(name);
            if (next == null) {
                throw new UnmatchedArgumentException(found, List.of(name));
            }
            found = next;
        }
        found.usage(spec.commandLine().getOut());
    }
}

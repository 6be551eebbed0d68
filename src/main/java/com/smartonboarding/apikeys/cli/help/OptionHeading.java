package com.smartonboarding.apikeys.cli.help;

import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Decides under which heading of a command's help an option is listed. */
final class OptionHeading {
    static final String OUTPUT = "Output";
    static final String SAFETY = "Safety";
    static final String GLOBAL = "Global options";

    private OptionHeading() {}

    /** The heading that the command gives to its own options, or a default. */
    static String own(CommandSpec command) {
        String heading = command.usageMessage().optionListHeading();
        return heading.isEmpty() ? "Options" : heading;
    }

    /** The heading of the option's own group, or else its kind's heading, or else the command's heading. */
    static String of(CommandSpec command, OptionSpec option) {
        ArgGroupSpec group = option.group();
        if (group != null && group.heading() != null) {
            return group.heading();
        }
        if (option.inherited() || command.parent() == null) {
            return GLOBAL;
        }
        return switch (option.longestName()) {
            case "--output",
                    "--quiet",
                    "--columns",
                    "--no-header",
                    "--sort",
                    "--reverse",
                    "--limit",
                    "--field",
                    "--no-code",
                    "--secret-file",
                    "--force" -> OUTPUT;
            case "--dry-run", "--expect", "--yes", "--if-absent", "--if-idle", "--request-id" -> SAFETY;
            default -> own(command);
        };
    }
}

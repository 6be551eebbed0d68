package com.smartonboarding.apikeys.cli;

import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Under which heading of a command's help an option stands. */
final class OptionGroup {
    static final String OUTPUT = "Output";
    static final String SAFETY = "Safety";
    static final String GLOBAL = "Global options";

    private OptionGroup() {}

    /** What the command says its own options are about, if it says so. */
    static String own(CommandSpec command) {
        String heading = command.usageMessage().optionListHeading();
        return heading.isEmpty() ? "Options" : heading;
    }

    /** The heading that the option's own group has, or else that of its kind; of any other, the command's. */
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

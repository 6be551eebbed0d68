package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.failure.ExitCode;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Adds to every command's help the exit codes that it can give; made from the enum when the help is shown. */
final class ExitCodeHelp implements IHelpSectionRenderer {
    private ExitCodeHelp() {}

    static void addTo(CommandLine commandLine) {
        commandLine.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST, new ExitCodeHelp());
        for (CommandLine subcommand : commandLine.getSubcommands().values()) {
            addTo(subcommand);
        }
    }

    @Override
    public String render(Help help) {
        if (!(help.commandSpec().userObject() instanceof Subcommand command)) {
            return "";
        }
        Map<String, String> codes = new LinkedHashMap<>();
        for (ExitCode code : command.exitCodes()) {
            codes.put(Integer.toString(code.number()), code.meaning());
        }
        return "\nExit codes:\n" + help.createTextTable(codes);
    }
}

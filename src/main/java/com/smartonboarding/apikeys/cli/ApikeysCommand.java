package com.smartonboarding.apikeys.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command without a subcommand: shows its help. */
@Command(
        name = "apikeys",
        synopsisSubcommandLabel = "COMMAND",
        header = "Administer the API tokens of Smart Onboarding.",
        footer = {
            "",
            "Examples:",
            "  apikeys generate --label ci-deploy --expires-in 90d",
            "  apikeys list --status active",
            "  apikeys revoke ci-deploy",
            "",
            "'apikeys help COMMAND' explains one command."
        })
final class ApikeysCommand implements Runnable {
    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the versions of the tool, Java, SQLite and the schema.")
    @SuppressWarnings("unused") // picocli reads it
    private boolean version;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}

package com.smartonboarding.apikeys.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command without a subcommand: shows its help. */
@Command(
        name = "apikeys",
        header = "Administer the API tokens of Smart Onboarding.",
        description =
                "A token has a label and an id, which are no secrets, and a code, which is one: clients present it"
                        + " to authenticate.",
        customSynopsis = "apikeys COMMAND [ARGUMENTS] [OPTIONS]",
        footer = {
            "# Make a token",
            "apikeys generate --label web --expires-in 90d",
            "# See what there is",
            "apikeys list",
            "# Show its code again",
            "apikeys show web",
            "# Replace it in time",
            "apikeys rotate web --grace 7d",
            "# Switch it off",
            "apikeys revoke web"
        })
final class ApikeysCommand implements Runnable {
    private final Context context;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show all versions that matter.")
    @SuppressWarnings("unused") // picocli reads it
    private boolean version;

    @Spec
    private CommandSpec spec;

    ApikeysCommand(Context context) {
        this.context = context;
    }

    @Override
    public void run() {
        context.streams().print(new CommandHelp(spec).screen(context.palette()));
    }
}

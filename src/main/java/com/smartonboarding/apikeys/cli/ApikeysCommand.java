package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.cli.help.CommandHelp;
import com.smartonboarding.apikeys.cli.option.Flag;

/** The command without a subcommand: shows its help. */
final class ApikeysCommand extends CommandModel implements Runnable {
    private final Context context;

    ApikeysCommand(Context context, GlobalOptions globalOptions) {
        super("apikeys");
        this.context = context;
        usage().header("Administer the API tokens of Smart Onboarding.")
                .description("A token has a label, an id and a code. The label and the id are not secret. The code is"
                        + " secret: clients present it to authenticate.")
                .customSynopsis("apikeys COMMAND [ARGUMENTS] [OPTIONS]")
                .footer(
                        "# Make a token",
                        "apikeys generate --label web --expires-in 90d",
                        "# List all tokens",
                        "apikeys list",
                        "# Show a token's code again",
                        "apikeys show web",
                        "# Replace the token before it expires",
                        "apikeys rotate web --grace 7d",
                        "# Revoke the token, so that its code stops working",
                        "apikeys revoke web");
        declare(
                Flag.ofVersions("-V, --version", "Show the versions of apikeys, Java, SQLite and the database schema."),
                globalOptions);
    }

    @Override
    public void run() {
        context.streams().print(new CommandHelp(spec()).screen(context.palette()));
    }
}

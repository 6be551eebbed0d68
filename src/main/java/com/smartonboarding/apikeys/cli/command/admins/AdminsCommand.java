package com.smartonboarding.apikeys.cli.command.admins;

import com.smartonboarding.apikeys.cli.CommandModel;
import com.smartonboarding.apikeys.cli.Context;

/** Groups the commands about the System Administrator role. */
public final class AdminsCommand extends CommandModel {
    public AdminsCommand(Context context) {
        super("admins");
        usage().header("List, add and remove System Administrators.")
                .footer(
                        "# Who may change tokens and see codes",
                        "apikeys admins list",
                        "# Add one",
                        "apikeys admins add alice");
        for (CommandModel command : new CommandModel[] {
            new AdminsListCommand(context), new AdminsAddCommand(context), new AdminsRemoveCommand(context)
        }) {
            spec().addSubcommand(null, command.spec());
        }
    }
}

package com.smartonboarding.apikeys.cli.command.admins;

import com.smartonboarding.apikeys.cli.CommandModel;
import com.smartonboarding.apikeys.cli.Context;

/** Groups the commands about the System Administrator role. */
public final class AdminsCommand extends CommandModel {
    public AdminsCommand(Context context) {
        super("admins");
        usage().header("List, add and remove System Administrators.")
                .footer(
                        "# See who may change tokens and display codes",
                        "apikeys admins list",
                        "# Give the role to a user",
                        "apikeys admins add alice");
        for (CommandModel command : new CommandModel[] {
            new AdminsListCommand(context), new AdminsAddCommand(context), new AdminsRemoveCommand(context)
        }) {
            spec().addSubcommand(null, command.spec());
        }
    }
}

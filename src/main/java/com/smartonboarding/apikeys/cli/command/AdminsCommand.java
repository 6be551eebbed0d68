package com.smartonboarding.apikeys.cli.command;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.Modelled;

/** Groups the commands about the System Administrator role. */
public final class AdminsCommand extends Modelled {
    public AdminsCommand(Context context) {
        super("admins");
        text().header("List, add and remove System Administrators.")
                .footer(
                        "# Who may change tokens and see codes",
                        "apikeys admins list",
                        "# Add one",
                        "apikeys admins add alice");
        for (Modelled command : new Modelled[] {
            new AdminsListCommand(context), new AdminsAddCommand(context), new AdminsRemoveCommand(context)
        }) {
            spec().addSubcommand(null, command.spec());
        }
    }
}

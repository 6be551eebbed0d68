package com.smartonboarding.apikeys.cli.command.key;

import com.smartonboarding.apikeys.cli.CommandModel;
import com.smartonboarding.apikeys.cli.Context;

/** Groups the commands about the master keys. */
public final class KeyCommand extends CommandModel {
    public KeyCommand(Context context) {
        super("key");
        usage().header("List and change the master keys in the key file.")
                .footer(
                        "# See the keys, and what each is needed for",
                        "apikeys key list",
                        "# Make new codes with a new key from now on",
                        "apikeys key rotate",
                        "# Renew everything that was made with an older key",
                        "apikeys key rekey");
        for (CommandModel command : new CommandModel[] {
            new KeyListCommand(context),
            new KeyRotateCommand(context),
            new KeyRekeyCommand(context),
            new KeyDropCommand(context)
        }) {
            spec().addSubcommand(null, command.spec());
        }
    }
}

package com.smartonboarding.apikeys.cli.command.database;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.Subcommand;
import com.smartonboarding.apikeys.cli.setting.Settings;
import com.smartonboarding.apikeys.failure.ConflictException;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.util.Set;

/** Creates the database and the key file. */
public final class InitCommand extends Subcommand {
    public InitCommand(Context context) {
        super(context, "init");
        usage().header("Create the token database and its key file.")
                .description("The user who runs this command becomes the first System Administrator.")
                .footer(
                        "# In the default places",
                        "apikeys init",
                        "# At other paths; a configuration can name them for later commands",
                        "apikeys init --database \"$HOME/test.db\" --key-file \"$HOME/test.key\"");
    }

    @Override
    protected ExitCode execute() {
        Settings settings = context().settings();
        if (!context().setup(settings).initialize()) {
            throw new ConflictException("There is already a token database at " + settings.database() + ".");
        }
        context().sayWrapped(Context.made(settings));
        return ExitCode.OK;
    }

    @Override
    public Set<ExitCode> exitCodes() {
        Set<ExitCode> codes = changing(ExitCode.CONFLICT);
        codes.remove(ExitCode.NOT_INITIALIZED);
        return codes;
    }
}

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
                .description("The invoking user becomes the first System Administrator.")
                .footer(
                        "# At the default places",
                        "apikeys init",
                        "# At other paths (a configuration that names them saves typing)",
                        "apikeys init --database \"$HOME/test.db\" --key-file \"$HOME/test.key\"");
    }

    @Override
    protected ExitCode execute() {
        Settings settings = context().settings();
        if (!context().setup(settings).initialize()) {
            throw new ConflictException("There is a token database at " + settings.database() + " already.");
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

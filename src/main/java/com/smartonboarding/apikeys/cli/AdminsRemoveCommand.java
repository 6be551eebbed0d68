package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.model.Administrator;
import com.smartonboarding.apikeys.service.Administrators;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Takes the role. */
@Command(
        name = "remove",
        header = "Take the System Administrator role from a user.",
        description = "The last one keeps it.",
        footer = {
            "# By login name",
            "apikeys admins remove alice",
            "# By uid, which works after the account was deleted too",
            "apikeys admins remove 1001"
        })
final class AdminsRemoveCommand extends Subcommand {
    @Parameters(paramLabel = "USER", description = "The login name or uid of who holds the role.")
    private String user = "";

    AdminsRemoveCommand(Context context) {
        super(context);
    }

    @Override
    ExitCode execute() {
        Administrator removed = new Administrators(context().session()).remove(AdminsAddCommand.find(user));
        context()
                .streams()
                .say(removed.user().name() + " (uid " + removed.user().uid()
                        + ") is no System Administrator any more.");
        return ExitCode.OK;
    }

    @Override
    Set<ExitCode> exitCodes() {
        return changing(ExitCode.NOT_FOUND, ExitCode.CONFLICT);
    }
}

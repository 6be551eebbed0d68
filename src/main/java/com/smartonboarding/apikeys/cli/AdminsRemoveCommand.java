package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.cli.options.Value;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.model.Administrator;
import com.smartonboarding.apikeys.service.Administrators;
import java.util.Objects;
import java.util.Set;

/** Takes the role. */
final class AdminsRemoveCommand extends Subcommand {
    private final Value<String> user = Value.operand("USER", true, "The login name or uid of who holds the role.");

    AdminsRemoveCommand(Context context) {
        super(context, "remove");
        text().header("Take the System Administrator role from a user.")
                .description("The last one keeps it.")
                .footer(
                        "# By login name",
                        "apikeys admins remove alice",
                        "# By uid, which works after the account was deleted too",
                        "apikeys admins remove 1001");
        take(user);
    }

    @Override
    ExitCode execute() {
        Administrator removed = new Administrators(context().session())
                .remove(AdminsAddCommand.find(Objects.requireNonNull(user.get())));
        context().streams().say(removed.user().nameAndUid() + " is no System Administrator any more.");
        return ExitCode.OK;
    }

    @Override
    Set<ExitCode> exitCodes() {
        return changing(ExitCode.NOT_FOUND, ExitCode.CONFLICT);
    }
}

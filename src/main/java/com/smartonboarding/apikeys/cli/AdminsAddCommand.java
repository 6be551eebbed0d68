package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.cli.options.Flag;
import com.smartonboarding.apikeys.cli.options.Value;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.failure.NotFoundException;
import com.smartonboarding.apikeys.model.User;
import com.smartonboarding.apikeys.service.Administrators;
import com.smartonboarding.apikeys.service.RoleGrant;
import java.util.Objects;
import java.util.Set;

/** Gives the role. */
final class AdminsAddCommand extends Subcommand {
    private final Value<String> user = Value.operand(
            "USER", true, "A login name or a uid. The role is held by the uid under the login name that it has now.");

    private final Flag recover = Flag.of(
            "--recover",
            "Without holding the role, for when all who held it are gone; for root and the owner of"
                    + " the database alone, and recorded as such.");

    AdminsAddCommand(Context context) {
        super(context, "add");
        text().header("Give a user the System Administrator role.")
                .footer(
                        "# By login name",
                        "apikeys admins add alice",
                        "# By uid, when all who held the role are gone; for the database's owner",
                        "apikeys admins add --recover 1001");
        take(user, recover);
    }

    @Override
    ExitCode execute() {
        Administrators administrators = new Administrators(context().session());
        User found = find(Objects.requireNonNull(user.get()));
        RoleGrant grant = recover.isGiven() ? administrators.recover(found) : administrators.add(found);
        User before = grant.before();
        context()
                .streams()
                .say(found.nameAndUid()
                        + (!grant.changed()
                                ? " was a System Administrator already."
                                : " is a System Administrator now"
                                        + (before == null
                                                ? "."
                                                : ". The role had been granted to " + before.name() + ".")));
        return ExitCode.OK;
    }

    private User find(String nameOrUid) {
        return context()
                .accounts()
                .find(nameOrUid)
                .orElseThrow(() -> new NotFoundException(
                        "There is no user '" + nameOrUid + "' on this machine. Nothing was changed; a uid works too."));
    }

    @Override
    Set<ExitCode> exitCodes() {
        return changing(ExitCode.NOT_FOUND);
    }
}

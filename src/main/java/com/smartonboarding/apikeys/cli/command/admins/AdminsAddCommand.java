package com.smartonboarding.apikeys.cli.command.admins;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.Subcommand;
import com.smartonboarding.apikeys.cli.option.Flag;
import com.smartonboarding.apikeys.cli.option.Value;
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
            "USER", true, "A login name or a uid. The role is granted to the uid with the login name that it has now.");

    private final Flag recover = Flag.of(
            "--recover",
            "Grant the role without holding it, because all who held it are gone. Only root and the owner of the"
                    + " database can do this; it is recorded as a recovery.");

    AdminsAddCommand(Context context) {
        super(context, "add");
        usage().header("Give a user the System Administrator role.")
                .footer(
                        "# By login name",
                        "apikeys admins add alice",
                        "# By uid, as the database's owner, when all who held the role are gone",
                        "apikeys admins add --recover 1001");
        declare(user, recover);
    }

    @Override
    protected ExitCode execute() {
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
                .orElseThrow(() -> new NotFoundException("There is no user '" + nameOrUid + "' on this machine.")
                        .advising("A uid works too."));
    }

    @Override
    public Set<ExitCode> exitCodes() {
        return changing(ExitCode.NOT_FOUND);
    }
}

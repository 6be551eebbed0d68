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
            "USER",
            true,
            "A login name or a uid. If the login name of the uid changes later, the role has no effect until an administrator runs 'admins add' again.");

    private final Flag recover = Flag.of(
            "--recover",
            "Grant the role without holding it yourself, when no System Administrator is left. Only root and"
                    + " the owner of the database can do this. The audit trail records it as a recovery.");

    AdminsAddCommand(Context context) {
        super(context, "add");
        usage().header("Give a user the System Administrator role.")
                .footer(
                        "# By login name",
                        "apikeys admins add alice",
                        "# By uid, as the owner of the database, when no administrator is left",
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
                                ? " is already a System Administrator."
                                : " is now a System Administrator"
                                        + (before == null
                                                ? "."
                                                : ". Before, the role was granted to " + before.name() + ".")));
        return ExitCode.OK;
    }

    private User find(String nameOrUid) {
        return context()
                .host()
                .accounts()
                .find(nameOrUid)
                .orElseThrow(() -> new NotFoundException("There is no user '" + nameOrUid + "' on this machine.")
                        .advising("You can also give a uid."));
    }

    @Override
    public Set<ExitCode> exitCodes() {
        return changing(ExitCode.NOT_FOUND);
    }
}

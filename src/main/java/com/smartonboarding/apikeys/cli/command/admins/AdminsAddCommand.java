package com.smartonboarding.apikeys.cli.command.admins;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.Subcommand;
import com.smartonboarding.apikeys.cli.option.Flag;
import com.smartonboarding.apikeys.cli.option.ReportOptions;
import com.smartonboarding.apikeys.cli.option.Value;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.failure.NotFoundException;
import com.smartonboarding.apikeys.model.User;
import com.smartonboarding.apikeys.output.json.OutputSchemas;
import com.smartonboarding.apikeys.output.token.ChangeReport;
import com.smartonboarding.apikeys.service.Administrators;
import com.smartonboarding.apikeys.service.RoleGrant;
import java.util.Objects;
import java.util.Set;

/** Gives the role. */
final class AdminsAddCommand extends Subcommand {
    private final Value<String> user = Value.operand(
            "USER",
            true,
            "A login name or a uid. If the login name of the uid changes later, the role has no effect until an"
                    + " administrator runs 'admins add' again.");

    private final Flag recover = Flag.of(
            "--recover",
            "Grant the role without holding it yourself, when no System Administrator is left. Only root and"
                    + " the owner of the database can do this. The audit trail records it as a recovery.");

    private final ReportOptions report = new ReportOptions();

    AdminsAddCommand(Context context) {
        super(context, "add");
        usage().header("Give a user the System Administrator role.")
                .footer(
                        "# By login name",
                        "apikeys admins add alice",
                        "# By uid, as the owner of the database, when no administrator is left",
                        "apikeys admins add --recover 1001");
        declare(user, recover, report);
    }

    @Override
    protected ExitCode execute() {
        Administrators administrators = new Administrators(context().session());
        User found = find(Objects.requireNonNull(user.get()));
        RoleGrant grant = recover.isGiven() ? administrators.recover(found) : administrators.add(found);
        switch (report.form()) {
            case JSON -> context().streams().printReport(json(found, grant));
            case MESSAGES -> context().streams().say(found.nameAndUid() + sentence(grant));
            case NONE -> {}
        }
        return ExitCode.OK;
    }

    private static String sentence(RoleGrant grant) {
        if (!grant.changed()) {
            return " is already a System Administrator.";
        }
        User before = grant.before();
        return " is now a System Administrator"
                + (before == null ? "." : ". Before, the role was granted to " + before.name() + ".");
    }

    private String json(User found, RoleGrant grant) {
        User before = grant.before();
        return new ChangeReport(OutputSchemas.ADMINS_ADD, context().now())
                .flag("changed", grant.changed())
                .user("administrator", found)
                .text("former_name", before == null ? null : before.name())
                .document();
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

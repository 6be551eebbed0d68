package com.smartonboarding.apikeys.cli.command.admins;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.Subcommand;
import com.smartonboarding.apikeys.cli.option.ReportOptions;
import com.smartonboarding.apikeys.cli.option.Value;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.model.Administrator;
import com.smartonboarding.apikeys.output.json.OutputSchemas;
import com.smartonboarding.apikeys.output.token.ChangeReport;
import com.smartonboarding.apikeys.service.Administrators;
import java.util.Objects;
import java.util.Set;

/** Takes the role away. */
final class AdminsRemoveCommand extends Subcommand {
    private final Value<String> user = Value.operand(
            "USER",
            true,
            "The uid or the login name of a user who holds the role. The login name at the time of the grant"
                    + " works too.");

    private final ReportOptions report = new ReportOptions();

    AdminsRemoveCommand(Context context) {
        super(context, "remove");
        usage().header("Take the System Administrator role from a user.")
                .description(
                        "The role cannot be taken from the last System Administrator. To take it from an account that was"
                                + " deleted, give the uid or the login name that the account had.")
                .footer("# By login name", "apikeys admins remove alice", "# By uid", "apikeys admins remove 1001");
        declare(user, report);
    }

    @Override
    protected ExitCode execute() {
        Administrator removed = new Administrators(context().session()).remove(Objects.requireNonNull(user.get()));
        switch (report.form()) {
            case JSON ->
                context()
                        .streams()
                        .printReport(new ChangeReport(
                                        OutputSchemas.ADMINS_REMOVE, context().now())
                                .user("removed", removed.user())
                                .document());
            case MESSAGES ->
                context().streams().say(removed.user().nameAndUid() + " is no longer a System Administrator.");
            case NONE -> {}
        }
        return ExitCode.OK;
    }

    @Override
    public Set<ExitCode> exitCodes() {
        return changing(ExitCode.NOT_FOUND, ExitCode.AMBIGUOUS, ExitCode.CONFLICT);
    }
}

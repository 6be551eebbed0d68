package com.smartonboarding.apikeys.cli.command.admins;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.Subcommand;
import com.smartonboarding.apikeys.cli.option.Value;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.model.User;
import com.smartonboarding.apikeys.model.result.RoleHolder;
import com.smartonboarding.apikeys.output.AdministratorFormat;
import com.smartonboarding.apikeys.output.AdministratorList;
import com.smartonboarding.apikeys.service.Administrators;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Lists who holds the role. */
final class AdminsListCommand extends Subcommand {
    private final Value<AdministratorFormat> format =
            Value.word("-o, --output FORMAT", AdministratorFormat.class, "table, tsv or json.");

    AdminsListCommand(Context context) {
        super(context, "list", "ls");
        usage().header("List the users who hold the System Administrator role.")
                .description(
                        "Shows the login name that each uid had when the role was granted. If a login name has changed, the"
                                + " present one is shown too.")
                .footer(
                        "# See who granted the role to whom, and when",
                        "apikeys admins list",
                        "# As JSON, for a program",
                        "apikeys admins list -o json");
        declare(format);
    }

    @Override
    protected ExitCode execute() {
        AdministratorList list = new AdministratorList(
                new Administrators(context().session().forViewing(AuditAction.ADMINS_LIST, List.of())).list(),
                context().now());
        AdministratorFormat chosen =
                format.orElse(AdministratorFormat.byDefault(context().terminal()));
        context()
                .streams()
                .print(chosen.print(list, context().terminal(), context().palette()));
        list.holders().stream()
                .filter(RoleHolder::hasAnotherName)
                .forEach(holder -> context().sayWrapped(outOfUse(holder)));
        return ExitCode.OK;
    }

    private static String outOfUse(RoleHolder holder) {
        User granted = holder.administrator().user();
        User current = Objects.requireNonNull(holder.currentUser());
        return "The role was granted to " + granted.name() + ", but uid " + granted.uid()
                + (current.hasName() ? " is now " + current.name() : " now has no login name")
                + ". If this is the same person, confirm the role with 'apikeys admins add " + granted.uid()
                + "'. If not, remove it with 'apikeys admins remove " + granted.uid() + "'.";
    }

    @Override
    public Set<ExitCode> exitCodes() {
        return reading();
    }
}

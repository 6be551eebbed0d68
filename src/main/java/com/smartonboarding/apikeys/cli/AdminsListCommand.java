package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.cli.options.Value;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.output.AdministratorList;
import com.smartonboarding.apikeys.service.Administrators;
import java.util.Set;

/** Lists who holds the role. */
final class AdminsListCommand extends Subcommand {
    private final Value<AdministratorList.Format> format =
            Value.word("-o, --output FORMAT", AdministratorList.Format.class, "table, tsv or json.");

    AdminsListCommand(Context context) {
        super(context, "list", "ls");
        text().header("List who holds the System Administrator role.")
                .footer(
                        "# Who gave it to whom, and when",
                        "apikeys admins list",
                        "# For a program",
                        "apikeys admins list -o json");
        take(format);
    }

    @Override
    ExitCode execute() {
        AdministratorList list = new AdministratorList(
                new Administrators(context().session()).list(), context().now());
        context()
                .streams()
                .print(list.text(format.get(), context().terminal(), context().palette()));
        return ExitCode.OK;
    }

    @Override
    Set<ExitCode> exitCodes() {
        return reading();
    }
}

package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.output.AdministratorList;
import com.smartonboarding.apikeys.service.Administrators;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists who holds the role. */
@Command(
        name = "list",
        aliases = "ls",
        header = "List who holds the System Administrator role.",
        footer = {
            "# Who gave it to whom, and when",
            "apikeys admins list",
            "# For a program",
            "apikeys admins list -o json"
        })
final class AdminsListCommand extends Subcommand {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table, tsv or json.")
    private AdministratorList.@Nullable Format format;

    AdminsListCommand(Context context) {
        super(context);
    }

    @Override
    ExitCode execute() {
        AdministratorList list = new AdministratorList(
                new Administrators(context().session()).list(), context().now());
        context()
                .streams()
                .print(list.text(format, context().terminal(), context().palette()));
        return ExitCode.OK;
    }

    @Override
    Set<ExitCode> exitCodes() {
        return reading();
    }
}

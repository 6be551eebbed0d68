package com.smartonboarding.apikeys.cli.command;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.Subcommand;
import com.smartonboarding.apikeys.cli.option.Value;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.failure.NotFoundException;
import com.smartonboarding.apikeys.output.json.OutputSchemas;
import java.util.Set;

public final class SchemaCommand extends Subcommand {
    private final Value<String> name = Value.operand(
            "NAME",
            false,
            "The name of a schema. 'list' means its newest version; 'list@2' and 'apikeys/list@2' mean version"
                    + " 1. Without NAME, all names are printed.");

    public SchemaCommand(Context context) {
        super(context, "schema");
        usage().header("Print a JSON Schema of the JSON output, or the names of all schemas.")
                .description(
                        "The member 'schema' of a JSON document names its schema. The schema error@1 describes errors, and"
                                + " token@2 describes one line of 'list -o jsonl'. This command needs no database.")
                .footer(
                        "# The names of all schemas",
                        "apikeys schema",
                        "# The newest schema of 'list -o json'",
                        "apikeys schema list",
                        "# One exact version, written to a file",
                        "apikeys schema apikeys/verify@3 > verify.json");
        declare(name);
    }

    @Override
    protected ExitCode execute() {
        String wanted = name.get();
        context().streams().print(wanted == null ? String.join("\n", OutputSchemas.NAMES) + "\n" : text(wanted));
        return ExitCode.OK;
    }

    private static String text(String name) {
        return OutputSchemas.find(name)
                .orElseThrow(() -> new NotFoundException("There is no schema '" + name + "'. The schemas are: "
                        + String.join(", ", OutputSchemas.NAMES) + "."));
    }

    @Override
    public Set<ExitCode> exitCodes() {
        return withoutDatabase(ExitCode.NOT_FOUND);
    }
}

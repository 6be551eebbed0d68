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
            "NAME", false, "list (its newest version), list@1 or apikeys/list@1; without it, all names are printed.");

    public SchemaCommand(Context context) {
        super(context, "schema");
        usage().header("Print the JSON Schema of a machine output, or all schema names.")
                .description("A JSON document names its schema in its 'schema' member. error@1 describes errors, and"
                        + " token@1 describes a line of 'list -o jsonl'. This command needs no database.")
                .footer(
                        "# All names",
                        "apikeys schema",
                        "# The newest version for 'list'",
                        "apikeys schema list",
                        "# Exactly this version, into a file",
                        "apikeys schema apikeys/verify@1 > verify.json");
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

package com.smartonboarding.apikeys.cli.command.key;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.Subcommand;
import com.smartonboarding.apikeys.cli.option.Value;
import com.smartonboarding.apikeys.cli.talk.Progress;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.model.result.KeyUse;
import com.smartonboarding.apikeys.output.key.KeyFormat;
import com.smartonboarding.apikeys.service.key.KeyLister;
import java.util.List;
import java.util.Set;

/** Lists the master keys. */
final class KeyListCommand extends Subcommand {
    private final Value<KeyFormat> format = Value.word("-o, --output FORMAT", KeyFormat.class, "table, tsv or json.");

    KeyListCommand(Context context) {
        super(context, "list", "ls");
        usage().header("List the master keys, and what each is needed for.")
                .description(
                        "TOKENS counts the tokens whose code needs the key, without revoked ones. REVOKED counts the"
                                + " revoked tokens whose code is recognised with it. Keys are never printed, only their"
                                + " ids.")
                .footer(
                        "# See which keys there are",
                        "apikeys key list",
                        "# As JSON, for a program",
                        "apikeys key list -o json");
        declare(format);
    }

    @Override
    protected ExitCode execute() {
        List<KeyUse> keys;
        try (Progress progress = new Progress(context(), "tokens read")) {
            keys = new KeyLister(context().session().forViewing(AuditAction.KEY_LIST, List.of()), progress).list();
        }
        KeyFormat chosen = format.orElse(KeyFormat.byDefault(context().terminal()));
        context()
                .streams()
                .print(chosen.print(
                        keys, context().now(), context().terminal(), context().palette()));
        for (KeyUse key : keys) {
            if (key.created() == null) {
                context()
                        .sayWrapped("The key file does not hold the key " + key.id()
                                + ". Codes that need it cannot be checked. Restore the newest copy of the key file.");
            }
        }
        return ExitCode.OK;
    }

    @Override
    public Set<ExitCode> exitCodes() {
        return reading();
    }
}

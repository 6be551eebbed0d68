package com.smartonboarding.apikeys.cli.command.audit;

import com.smartonboarding.apikeys.cli.CommandModel;
import com.smartonboarding.apikeys.cli.Context;

/** Groups the commands about the audit trail. */
public final class AuditCommand extends CommandModel {
    public AuditCommand(Context context) {
        super("audit");
        usage().header("List and check the audit trail.")
                .footer(
                        "# What was denied this week",
                        "apikeys audit list --denied --since 7d",
                        "# Check everything",
                        "apikeys audit verify");
        for (CommandModel command : new CommandModel[] {
            new AuditListCommand(context), new AuditVerifyCommand(context), new AuditHeadCommand(context)
        }) {
            spec().addSubcommand(null, command.spec());
        }
    }
}

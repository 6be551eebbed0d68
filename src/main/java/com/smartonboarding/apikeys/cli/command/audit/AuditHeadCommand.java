package com.smartonboarding.apikeys.cli.command.audit;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.Subcommand;
import com.smartonboarding.apikeys.cli.option.Value;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.output.audit.HeadView;
import com.smartonboarding.apikeys.output.token.DetailFormat;
import com.smartonboarding.apikeys.service.history.TrailReader;
import java.util.List;
import java.util.Set;

/** Prints the end of the audit trail. */
final class AuditHeadCommand extends Subcommand {
    private final Value<DetailFormat> format =
            Value.word("-o, --output FORMAT", DetailFormat.class, "text (the default) or json.");

    AuditHeadCommand(Context context) {
        super(context, "head");
        usage().header("Print the end of the audit trail, as one line to keep elsewhere.")
                .description(
                        "Keep the line as an anchor: 'audit verify --anchor' later compares the trail with it. Keep it"
                                + " where people who can change the database cannot change it. The line contains the"
                                + " number, the time and the MAC of the last event, the uuid of the database, and the"
                                + " ids of its keys. It contains no secret.")
                .footer(
                        "# Keep a line every day",
                        "apikeys audit head >>anchors",
                        "# For a program",
                        "apikeys audit head -o json");
        declare(format);
    }

    @Override
    protected ExitCode execute() {
        HeadView view =
                new HeadView(new TrailReader(context().session().forViewing(AuditAction.AUDIT_HEAD, List.of())).head());
        context()
                .streams()
                .print(format.orElse(DetailFormat.TEXT)
                        .print(view, context().terminal(), context().palette()));
        return ExitCode.OK;
    }

    @Override
    public Set<ExitCode> exitCodes() {
        return reading();
    }
}

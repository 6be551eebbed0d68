package com.smartonboarding.apikeys.cli.command.token;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.Subcommand;
import com.smartonboarding.apikeys.cli.option.TokenOptions;
import com.smartonboarding.apikeys.cli.option.Value;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.model.TokenReference;
import com.smartonboarding.apikeys.model.result.History;
import com.smartonboarding.apikeys.output.history.HistoryFormat;
import com.smartonboarding.apikeys.output.history.HistoryPrinter;
import com.smartonboarding.apikeys.service.history.HistoryReader;
import java.util.List;
import java.util.Set;

/** Shows what happened to one token. */
public final class HistoryCommand extends Subcommand {
    private final TokenOptions tokenOptions = TokenOptions.one();

    private final Value<HistoryFormat> format =
            Value.word("-o, --output FORMAT", HistoryFormat.class, "text, tsv or json.");

    public HistoryCommand(Context context) {
        super(context, "history");
        usage().header("Show what happened to a token, when, and who did it.")
                .description(
                        "Shows the token's events in the audit trail, and its last recorded access. First, the whole"
                                + " audit trail is checked for damage and tampering. At a terminal, the output is text."
                                + " In a pipe, it is TSV without a header, with times in UTC.",
                        "A purged token is found too, by its id or by the last label that it had. A token that still"
                                + " exists takes precedence. If several purged tokens had the label, the one that was"
                                + " purged last is shown.",
                        "This needs no role, unless the policy lets only administrators look at tokens (viewers).")
                .customSynopsis("apikeys history [OPTIONS] TOKEN")
                .optionListHeading("Which token")
                .footer(
                        "# See who did what, and when",
                        "apikeys history ci-deploy",
                        "# As JSON, for a program",
                        "apikeys history ci-deploy -o json",
                        "# The time, action and user of the last five events",
                        "apikeys history ci-deploy -o tsv | cut -f 1,2,4 | tail -n 5");
        declare(tokenOptions, format);
    }

    @Override
    protected ExitCode execute() {
        TokenReference reference = tokenOptions.toReference("history");
        HistoryFormat chosen = format.orElse(HistoryFormat.byDefault(context().terminal()));
        History history = context().streams().printWhole(out -> {
            HistoryPrinter printer = chosen.printer(
                    out, context().now(), context().terminal(), context().palette());
            History told = new HistoryReader(context().session().forViewing(AuditAction.HISTORY, List.of(reference)))
                    .tell(reference, printer::begin, printer::print);
            printer.end();
            return told;
        });
        if (context().terminal().stdout() && history.status() == null) {
            context().streams().say("The token was purged, but its events are still in the audit trail.");
        }
        return ExitCode.OK;
    }

    @Override
    public Set<ExitCode> exitCodes() {
        return reading(ExitCode.NOT_FOUND, ExitCode.AMBIGUOUS);
    }
}

package com.smartonboarding.apikeys.cli.command.audit;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.Subcommand;
import com.smartonboarding.apikeys.cli.option.Flag;
import com.smartonboarding.apikeys.cli.option.Value;
import com.smartonboarding.apikeys.cli.talk.AnchorFile;
import com.smartonboarding.apikeys.cli.talk.Progress;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.model.audit.CheckedTrail;
import com.smartonboarding.apikeys.model.audit.KeptHead;
import com.smartonboarding.apikeys.output.audit.CheckView;
import com.smartonboarding.apikeys.output.token.DetailFormat;
import com.smartonboarding.apikeys.service.history.TrailVerifier;
import java.util.List;
import java.util.Set;

/** Checks the audit trail and all rows. */
final class AuditVerifyCommand extends Subcommand {
    private final Value<String> anchor = Value.text(
            "--anchor FILE", "Also compare the trail with every line of 'audit head' in FILE ('-' is standard input).");

    private final Flag quiet = Flag.of("-q, --quiet", "Print nothing; the exit code is the answer.");

    private final Value<DetailFormat> format =
            Value.word("-o, --output FORMAT", DetailFormat.class, "text (the default) or json.");

    AuditVerifyCommand(Context context) {
        super(context, "verify");
        usage().header("Check the whole audit trail, all rows, and their sums.")
                .description(
                        "If something other than apikeys changed the database, the exit code is 24.",
                        "If somebody puts back an older copy of all files, these files agree with each other. Only an anchor"
                                + " kept elsewhere shows the change: a line of 'audit head' that is not on this machine.")
                .footer(
                        "# Check everything",
                        "apikeys audit verify",
                        "# Also check that nothing is missing since these lines were kept",
                        "apikeys audit verify --anchor anchors");
        declare(anchor, quiet, format);
    }

    @Override
    protected ExitCode execute() {
        String file = anchor.get();
        List<KeptHead> anchors = file == null ? List.of() : new AnchorFile(context(), file).read();
        CheckedTrail checked;
        try (Progress progress = new Progress(context(), "events and rows checked")) {
            checked = new TrailVerifier(
                            context().session().forViewing(AuditAction.AUDIT_VERIFY, List.of()),
                            context().settings().guard(),
                            progress)
                    .verify(anchors);
        }
        if (!quiet.isGiven()) {
            context()
                    .streams()
                    .print(format.orElse(DetailFormat.TEXT)
                            .print(
                                    new CheckView(checked),
                                    context().terminal(),
                                    context().palette()));
        }
        return ExitCode.OK;
    }

    @Override
    public Set<ExitCode> exitCodes() {
        return reading(ExitCode.NOT_FOUND);
    }
}

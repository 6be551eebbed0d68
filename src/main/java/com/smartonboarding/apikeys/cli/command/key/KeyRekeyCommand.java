package com.smartonboarding.apikeys.cli.command.key;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.Subcommand;
import com.smartonboarding.apikeys.cli.option.Flag;
import com.smartonboarding.apikeys.cli.option.Value;
import com.smartonboarding.apikeys.cli.talk.Progress;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.failure.State;
import com.smartonboarding.apikeys.model.result.Rekeyed;
import com.smartonboarding.apikeys.output.key.RekeyReport;
import com.smartonboarding.apikeys.output.token.DetailFormat;
import com.smartonboarding.apikeys.output.token.ListFormat;
import com.smartonboarding.apikeys.service.key.Rekeyer;
import java.util.Set;

/** Makes everything again with the newest key. */
final class KeyRekeyCommand extends Subcommand {
    private final Flag dryRun = Flag.of("-n, --dry-run", "Print what would remain, and change nothing.");

    private final Flag quiet = Flag.of("-q, --quiet", "Print no message if all is well.");

    private final Value<DetailFormat> format =
            Value.word("-o, --output FORMAT", DetailFormat.class, "text (the default) or json.");

    KeyRekeyCommand(Context context) {
        super(context, "rekey");
        usage().header("Renew all MACs and sealed codes in the database with the newest key.")
                .description(
                        "All rows and the audit trail change in one transaction. The codes that clients have stay valid,"
                                + " and programs that verify codes are not interrupted.",
                        "A code without a sealed copy (--once) keeps its old key. Standard output lists these tokens:"
                                + " rotate or revoke them before 'key drop'.")
                .footer(
                        "# See which tokens would still need an old key",
                        "apikeys key rekey --dry-run",
                        "# Do it, and get the result as JSON",
                        "apikeys key rekey -o json");
        declare(dryRun, quiet, format);
    }

    @Override
    protected ExitCode execute() {
        Rekeyed rekeyed;
        try (Progress progress = new Progress(context(), "rows and events made again")) {
            Rekeyer rekeyer = new Rekeyer(context().session(), progress);
            rekeyed = dryRun.isGiven() ? rekeyer.preview() : rekeyer.rekey();
        }
        if (format.get() == DetailFormat.JSON) {
            context().streams().printReport(RekeyReport.json(rekeyed, dryRun.isGiven()), !dryRun.isGiven());
            return ExitCode.OK;
        }
        if (!rekeyed.remaining().isEmpty()) {
            context().print(rekeyed.remaining(), ListFormat.byDefault(context().terminal()));
        }
        if (!quiet.isGiven()) {
            context()
                    .sayWrapped(RekeyReport.sentences(rekeyed, dryRun.isGiven())
                            + (dryRun.isGiven() ? "\n" + State.UNCHANGED.sentence() : ""));
        }
        return ExitCode.OK;
    }

    @Override
    public Set<ExitCode> exitCodes() {
        return changing();
    }
}

package com.smartonboarding.apikeys.cli.command.database;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.Subcommand;
import com.smartonboarding.apikeys.cli.option.Flag;
import com.smartonboarding.apikeys.cli.option.Value;
import com.smartonboarding.apikeys.cli.setting.Settings;
import com.smartonboarding.apikeys.cli.talk.AnchorFile;
import com.smartonboarding.apikeys.cli.talk.GivenBackup;
import com.smartonboarding.apikeys.cli.talk.Progress;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.failure.State;
import com.smartonboarding.apikeys.model.audit.KeptHead;
import com.smartonboarding.apikeys.model.result.GivenUp;
import com.smartonboarding.apikeys.model.result.Restored;
import com.smartonboarding.apikeys.output.RestoreReport;
import com.smartonboarding.apikeys.output.text.SafeText;
import com.smartonboarding.apikeys.output.token.DetailFormat;
import com.smartonboarding.apikeys.service.backup.Restorer;
import com.smartonboarding.apikeys.service.backup.Restorer.Mode;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Puts a backup in the place of the database. */
public final class RestoreCommand extends Subcommand {
    private final Value<String> file = Value.operand("FILE", true, "The backup, or - for standard input.");

    private final Flag rollback =
            Flag.of("--rollback", "Restore the backup even if it lacks events that were recorded here since.");

    private final Value<String> anchor = Value.text(
            "--anchor FILE",
            "Also refuse a backup that lacks an event which FILE names. FILE has lines of 'audit head' that were kept"
                    + " elsewhere.");

    private final Flag dryRun = Flag.of("-n, --dry-run", "Verify and compare the backup, and change nothing.");

    private final Flag yes = Flag.of("-y, --yes", "Do not ask for confirmation.");

    private final Flag quiet = Flag.of("-q, --quiet", "Print no message if all is well.");

    private final Value<DetailFormat> format = Value.word("-o, --output FORMAT", DetailFormat.class, "text or json.");

    public RestoreCommand(Context context) {
        super(context, "restore");
        usage().header("Put back a backup, verified, and keep the former database.")
                .description(
                        "The backup is checked completely before anything is changed: every row, the sums and the audit"
                                + " trail. Its key file must be in place already, because no backup has it. The former"
                                + " database stays beside the new one, as apikeys.db.before-restore-TIME.",
                        "A backup that lacks events which were recorded here since is refused, because tokens that were"
                                + " revoked or disabled since would work again. --rollback restores it anyway,"
                                + " and this is recorded. If there is no database, or if it is damaged, only root and"
                                + " the owner of the files can restore one. Otherwise, the System Administrator role is"
                                + " enough.")
                .footer(
                        "# See whether the backup is whole, and what would be lost",
                        "apikeys restore --dry-run --rollback \"$HOME/tokens.backup\"",
                        "# Go back to it",
                        "apikeys restore --rollback --yes \"$HOME/tokens.backup\"");
        declare(file, rollback, anchor, dryRun, yes, quiet, format);
    }

    @Override
    protected ExitCode execute() {
        Settings settings = context().settings();
        GivenBackup backup = new GivenBackup(context(), Objects.requireNonNull(file.get()));
        String anchors = anchor.get();
        List<KeptHead> heads = anchors == null ? List.of() : new AnchorFile(context(), anchors).read();
        Mode mode = rollback.isGiven() ? Mode.ROLLING_BACK : Mode.KEEPING;
        try (Progress copied = new Progress(context(), "MiB copied");
                Progress checked = new Progress(context(), "rows checked")) {
            Restorer restorer = new Restorer(context().sessionOnPlace(), settings.guard(), heads, copied, count -> {
                copied.erase();
                checked.accept(count);
            });
            Restored restored =
                    backup.read(content -> restorer.restore(backup.source(), content, mode, dryRun.isGiven(), lost -> {
                        copied.erase();
                        checked.erase();
                        confirm(backup, lost);
                    }));
            copied.erase();
            checked.erase();
            report(restored, settings);
        }
        return ExitCode.OK;
    }

    private void confirm(GivenBackup backup, GivenUp lost) {
        if (!yes.isGiven()) {
            context().prompt().confirm(SafeText.escape(backup.source() + " " + lost.sentences() + " Restore it?"));
        }
    }

    private void report(Restored restored, Settings settings) {
        boolean dry = dryRun.isGiven();
        if (format.get() == DetailFormat.JSON) {
            context().streams().printReport(RestoreReport.json(restored, settings.database(), dry), !dry);
        } else if (!quiet.isGiven()) {
            context()
                    .sayWrapped(RestoreReport.sentences(restored, settings.database(), dry)
                            + (dry ? " " + State.UNCHANGED.sentence() : ""));
        }
    }

    @Override
    public Set<ExitCode> exitCodes() {
        return changing(ExitCode.NOT_FOUND, ExitCode.CONFLICT, ExitCode.DECLINED);
    }
}

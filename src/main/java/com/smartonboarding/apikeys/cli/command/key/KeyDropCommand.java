package com.smartonboarding.apikeys.cli.command.key;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.Subcommand;
import com.smartonboarding.apikeys.cli.option.Flag;
import com.smartonboarding.apikeys.cli.option.Value;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.failure.State;
import com.smartonboarding.apikeys.model.result.KeyUse;
import com.smartonboarding.apikeys.output.key.DropReport;
import com.smartonboarding.apikeys.output.token.DetailFormat;
import com.smartonboarding.apikeys.service.key.KeyDropper;
import java.util.Objects;
import java.util.Set;

/** Removes a master key. */
final class KeyDropCommand extends Subcommand {
    private final Value<String> id = Value.operand("KEY", true, "The id of the key, as 'key list' prints it.");

    private final Flag dryRun = Flag.of("-n, --dry-run", "Say whether the key can be dropped, and change nothing.");

    private final Flag yes = Flag.of("-y, --yes", "Do not ask for confirmation.");

    private final Flag quiet = Flag.of("-q, --quiet", "Print no message if all is well.");

    private final Value<DetailFormat> format =
            Value.word("-o, --output FORMAT", DetailFormat.class, "text (the default) or json.");

    KeyDropCommand(Context context) {
        super(context, "drop");
        usage().header("Remove a master key that nothing needs from the key file.")
                .description(
                        "Refuses (exit code 6) the newest key, the key of the MACs, and a key that the code of a token"
                                + " needs, unless the token is revoked. The code of a revoked token is then rejected as"
                                + " unknown.",
                        "Without the key, a backup from its time cannot be restored, and an anchor kept elsewhere from"
                                + " that time cannot be compared. A request with --request-id from that time is no"
                                + " longer recognised: if it is repeated, it is refused (exit code 6) and does not"
                                + " print the code again. 'apikeys show' still does. Other databases that use the same"
                                + " key file are not checked.")
                .footer(
                        "# See whether the key can be dropped",
                        "apikeys key drop \"$old\" --dry-run",
                        "# Drop it without a question",
                        "apikeys key drop \"$old\" --yes");
        declare(id, dryRun, yes, quiet, format);
    }

    @Override
    protected ExitCode execute() {
        KeyDropper dropper = new KeyDropper(context().session(), Objects.requireNonNull(id.get()));
        KeyUse key = dryRun.isGiven() ? dropper.preview() : dropper.plan();
        if (!dryRun.isGiven() && !yes.isGiven()) {
            context()
                    .prompt()
                    .confirm("Remove the key " + key.id() + " from the key file for good?"
                            + DropReport.consequence(key));
        }
        if (!dryRun.isGiven()) {
            key = dropper.drop();
        }
        if (format.get() == DetailFormat.JSON) {
            context().streams().printReport(DropReport.json(key, dryRun.isGiven()), !dryRun.isGiven());
        } else if (!quiet.isGiven()) {
            context()
                    .sayWrapped(
                            dryRun.isGiven()
                                    ? "Would drop the key " + key.id() + "." + DropReport.consequence(key) + "\n"
                                            + State.UNCHANGED.sentence()
                                    : "Dropped the key " + key.id()
                                            + ".\nAlso destroy the copies of the key file that hold it.");
        }
        return ExitCode.OK;
    }

    @Override
    public Set<ExitCode> exitCodes() {
        return changing(ExitCode.NOT_FOUND, ExitCode.CONFLICT, ExitCode.DECLINED);
    }
}

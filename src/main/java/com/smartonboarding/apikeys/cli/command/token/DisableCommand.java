package com.smartonboarding.apikeys.cli.command.token;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.Subcommand;
import com.smartonboarding.apikeys.cli.option.BulkOptions;
import com.smartonboarding.apikeys.cli.option.ReportOptions;
import com.smartonboarding.apikeys.cli.option.SwitchTargets;
import com.smartonboarding.apikeys.cli.option.Value;
import com.smartonboarding.apikeys.cli.talk.SwitchChange;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.model.Status;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.text.UtcTime;
import com.smartonboarding.apikeys.output.json.OutputSchemas;
import com.smartonboarding.apikeys.service.TokenSwitch;
import java.util.Objects;
import java.util.Set;

/** Switches tokens off until they are enabled again. */
public final class DisableCommand extends Subcommand {
    private final SwitchTargets targets = new SwitchTargets("disable", Status.ACTIVE);

    private final Value<String> reason =
            Value.text("--reason TEXT", "Why the tokens are disabled. Stored with the tokens and in the audit trail.");

    private final BulkOptions bulk = new BulkOptions();

    private final ReportOptions report = new ReportOptions();

    public DisableCommand(Context context) {
        super(context, "disable");
        usage().header("Refuse the codes of tokens until the tokens are enabled again.")
                .description(
                        "The codes of disabled tokens stop authenticating at once. 'apikeys enable' lets the same codes"
                                + " authenticate again. A disabled token keeps its label, its sealed code and its"
                                + " expiry. It can be revoked, but not rotated. If one token cannot be disabled, none"
                                + " is. The exception is a full disk: apikeys then disables one token at a time."
                                + " Disabling a token twice is not an error.",
                        "FILTER is --label-glob, --owner or --meta. With several of them, the Active tokens that match"
                                + " all of them are disabled.")
                .customSynopsis("apikeys disable [OPTIONS] TOKEN...", "apikeys disable [OPTIONS] FILTER...")
                .optionListHeading("Which tokens, and why")
                .footer(
                        "# Stop a client for now, and note why",
                        "apikeys disable ci-deploy --reason 'asked its owner' --yes",
                        "# See which tokens of an owner would be disabled, without disabling them",
                        "apikeys disable --owner 'Payroll team' --dry-run");
        declare(targets, reason, bulk, report);
    }

    @Override
    protected ExitCode execute() {
        new SwitchChange(context(), "disable", OutputSchemas.DISABLE, TokenSwitch::off, DisableCommand::alreadyDisabled)
                .run(targets.toTargets(), reason.get(), bulk.caution(), report.form());
        return ExitCode.OK;
    }

    private static String alreadyDisabled(Token token) {
        return token.name() + " was already disabled on "
                + UtcTime.of(Objects.requireNonNull(token.disabling()).at()) + ".";
    }

    @Override
    public Set<ExitCode> exitCodes() {
        return changing(ExitCode.NOT_FOUND, ExitCode.AMBIGUOUS, ExitCode.CONFLICT, ExitCode.DECLINED);
    }
}

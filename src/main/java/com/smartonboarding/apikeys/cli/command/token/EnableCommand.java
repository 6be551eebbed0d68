package com.smartonboarding.apikeys.cli.command.token;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.Subcommand;
import com.smartonboarding.apikeys.cli.option.BulkOptions;
import com.smartonboarding.apikeys.cli.option.ReportOptions;
import com.smartonboarding.apikeys.cli.option.SwitchTargets;
import com.smartonboarding.apikeys.cli.talk.SwitchChange;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.model.Status;
import com.smartonboarding.apikeys.output.json.OutputSchemas;
import com.smartonboarding.apikeys.service.TokenSwitch;
import java.util.Set;

/** Lets the codes of disabled tokens authenticate again. */
public final class EnableCommand extends Subcommand {
    private final SwitchTargets targets = new SwitchTargets("enable", Status.DISABLED);

    private final BulkOptions bulk = new BulkOptions();

    private final ReportOptions report = new ReportOptions();

    public EnableCommand(Context context) {
        super(context, "enable");
        usage().header("Enable disabled tokens again.")
                .description(
                        "The codes of enabled tokens authenticate again, unless the tokens have expired. If one token"
                                + " cannot be enabled, none is. Enabling a token twice is not an error.",
                        "FILTER is --label-glob, --owner or --meta. With several of them, the Disabled tokens that match"
                                + " all of them are enabled.")
                .customSynopsis("apikeys enable [OPTIONS] TOKEN...", "apikeys enable [OPTIONS] FILTER...")
                .optionListHeading("Which tokens")
                .footer(
                        "# Let the code of a disabled token authenticate again",
                        "apikeys enable ci-deploy --yes",
                        "# Enable all disabled tokens of an owner",
                        "apikeys enable --owner 'Payroll team' --yes",
                        "# See which tokens are disabled",
                        "apikeys list --status disabled");
        declare(targets, bulk, report);
    }

    @Override
    protected ExitCode execute() {
        new SwitchChange(
                        context(),
                        "enable",
                        OutputSchemas.ENABLE,
                        TokenSwitch::on,
                        token -> token.name() + " was not disabled.")
                .run(targets.toTargets(), null, bulk.caution(), report.form());
        return ExitCode.OK;
    }

    @Override
    public Set<ExitCode> exitCodes() {
        return changing(ExitCode.NOT_FOUND, ExitCode.AMBIGUOUS, ExitCode.CONFLICT, ExitCode.DECLINED);
    }
}

package com.smartonboarding.apikeys.cli.command.database;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.Subcommand;
import com.smartonboarding.apikeys.cli.option.BulkOptions;
import com.smartonboarding.apikeys.cli.option.PastTime;
import com.smartonboarding.apikeys.cli.option.ReportOptions;
import com.smartonboarding.apikeys.cli.option.Value;
import com.smartonboarding.apikeys.cli.talk.BulkChange;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.output.json.OutputSchemas;
import com.smartonboarding.apikeys.output.token.ChangeReport;
import com.smartonboarding.apikeys.service.TokenPurger;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Deletes tokens that were revoked long ago. */
public final class PurgeCommand extends Subcommand {
    private final Value<PastTime> revokedBefore = Value.past(
                    "--revoked-before WHEN",
                    "Delete tokens that were revoked longer ago than this (such as 365d) or before this time (such as"
                            + " 2026-01-01).")
            .required();

    private final BulkOptions bulk = new BulkOptions();

    private final ReportOptions report = new ReportOptions();

    public PurgeCommand(Context context) {
        super(context, "purge");
        usage().header("Permanently delete tokens that were revoked long ago.")
                .description(
                        "Purged tokens are no longer listed. Their events stay in the audit trail. Only a backup can"
                                + " restore a purged token.")
                .footer(
                        "# See which tokens would be deleted, without deleting them",
                        "apikeys purge --revoked-before 365d --dry-run",
                        "# Delete them, but only if there are exactly three",
                        "apikeys purge --revoked-before 365d --expect 3 --yes");
        declare(revokedBefore, bulk, report);
    }

    @Override
    protected ExitCode execute() {
        Instant before =
                Objects.requireNonNull(revokedBefore.get()).at(context().now());
        try (BulkChange change = new BulkChange(context(), bulk.caution(), report.form())) {
            TokenPurger purger = new TokenPurger(context().session(), change.progress());
            if (change.isDryRun("purge", () -> purger.preview(before))) {
                return ExitCode.OK;
            }
            change.confirm("Permanently delete", () -> purger.plan(before));
            List<Token> purged = purger.purge(before, bulk.caution().expected());
            change.progress().erase();
            report(purged);
        }
        return ExitCode.OK;
    }

    private void report(List<Token> purged) {
        switch (report.form()) {
            case JSON ->
                context()
                        .streams()
                        .printReport(
                                new ChangeReport(OutputSchemas.PURGE, context().now())
                                        .tokens("purged", purged)
                                        .document());
            case MESSAGES -> {
                purged.forEach(token -> context().streams().say("Purged " + token.name() + "."));
                if (purged.isEmpty()) {
                    context().streams().say("There are no tokens to purge.");
                }
            }
            case NONE -> {}
        }
    }

    @Override
    public Set<ExitCode> exitCodes() {
        return changing(ExitCode.CONFLICT, ExitCode.DECLINED);
    }
}

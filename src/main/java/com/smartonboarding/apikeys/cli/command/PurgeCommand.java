package com.smartonboarding.apikeys.cli.command;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.Subcommand;
import com.smartonboarding.apikeys.cli.option.BulkOptions;
import com.smartonboarding.apikeys.cli.option.PastTime;
import com.smartonboarding.apikeys.cli.option.PastTimeConverter;
import com.smartonboarding.apikeys.cli.option.Value;
import com.smartonboarding.apikeys.cli.talk.Progress;
import com.smartonboarding.apikeys.cli.talk.Questions;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.service.TokenPurger;
import com.smartonboarding.apikeys.service.TokenRevoker;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Deletes tokens that were revoked long ago. */
public final class PurgeCommand extends Subcommand {
    private final Value<PastTime> revokedBefore = Value.of(
                    "--revoked-before WHEN",
                    PastTime.class,
                    new PastTimeConverter(),
                    "Revoked longer ago than this (365d), or before this time (2026-01-01).")
            .required();

    private final BulkOptions bulk = new BulkOptions();

    public PurgeCommand(Context context) {
        super(context, "purge");
        text().header("Delete tokens that were revoked long ago, for good.")
                .description("The tokens are no longer listed; their events stay in the audit trail. Only a backup can"
                        + " bring the tokens back.")
                .footer(
                        "# See which tokens would be deleted; nothing is changed",
                        "apikeys purge --revoked-before 365d --dry-run",
                        "# Delete them, if there are still three",
                        "apikeys purge --revoked-before 365d --expect 3 --yes");
        take(revokedBefore, bulk);
    }

    @Override
    protected ExitCode execute() {
        Instant before =
                Objects.requireNonNull(revokedBefore.get()).at(context().now());
        try (Progress progress = new Progress(context(), "tokens")) {
            TokenPurger purger = new TokenPurger(context().session(), progress);
            if (bulk.dryRun()) {
                List<Token> tokens = purger.preview(before);
                progress.erase();
                TokenRevoker.requireCount(tokens.size(), bulk.expected());
                context().print(tokens);
                context().sayWrapped("Would purge " + Questions.count(tokens.size()) + ". Nothing was changed.");
                return ExitCode.OK;
            }
            if (!bulk.yes()) {
                List<Token> plan = purger.plan(before);
                progress.erase();
                TokenRevoker.requireCount(plan.size(), bulk.expected());
                if (!plan.isEmpty()) {
                    context().prompt().confirm(new Questions(context()).all("Delete for good", plan));
                }
            }
            List<Token> purged = purger.purge(before, bulk.expected());
            progress.erase();
            for (Token token : purged) {
                context().streams().say("Purged " + token.name() + ".");
            }
            if (purged.isEmpty()) {
                context().streams().say("There is nothing to purge.");
            }
        }
        return ExitCode.OK;
    }

    @Override
    public Set<ExitCode> exitCodes() {
        return changing(ExitCode.CONFLICT, ExitCode.DECLINED);
    }
}

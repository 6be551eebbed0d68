package com.smartonboarding.apikeys.cli.command.token;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.Subcommand;
import com.smartonboarding.apikeys.cli.option.BulkOptions;
import com.smartonboarding.apikeys.cli.option.Flag;
import com.smartonboarding.apikeys.cli.option.ReportOptions;
import com.smartonboarding.apikeys.cli.option.RevokeFilter;
import com.smartonboarding.apikeys.cli.option.TokenOptions;
import com.smartonboarding.apikeys.cli.option.Value;
import com.smartonboarding.apikeys.cli.option.Values;
import com.smartonboarding.apikeys.cli.talk.BulkChange;
import com.smartonboarding.apikeys.cli.talk.CodeInput;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.model.TokenCode;
import com.smartonboarding.apikeys.model.TokenReference;
import com.smartonboarding.apikeys.service.ListQuery;
import com.smartonboarding.apikeys.service.Targets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Switches tokens off. */
public final class RevokeCommand extends Subcommand {
    private final TokenOptions tokenOptions =
            new TokenOptions(Values.operands("TOKEN", "A label, an id, or the first 4 or more characters of an id."));

    private final RevokeFilter filter = new RevokeFilter();

    private final Flag codeStdin = Flag.of(
            "--code-stdin", "Revoke the token of the code on standard input. The input must contain nothing else.");

    private final Value<String> reason =
            Value.text("--reason TEXT", "Why the tokens are revoked. Stored with the tokens and in the audit trail.");

    private final BulkOptions bulk = new BulkOptions();

    private final ReportOptions report = new ReportOptions();

    public RevokeCommand(Context context) {
        super(context, "revoke");
        usage().header("Revoke tokens permanently.")
                .description(
                        "The codes of revoked tokens stop authenticating at once, and the stored copies of the codes"
                                + " are destroyed. The tokens stay in the list with the status Revoked. If one token"
                                + " cannot be revoked, none is. The exception is a full disk: apikeys then revokes a"
                                + " few tokens at a time, so if it fails, some tokens may already be revoked. Revoking"
                                + " a token twice is not an error.",
                        "FILTER is --expired, --unused-for, --label-glob, --owner or --meta. With several of them, the"
                                + " tokens that match all of them are revoked.")
                .customSynopsis(
                        "apikeys revoke [OPTIONS] TOKEN...",
                        "apikeys revoke [OPTIONS] FILTER...",
                        "apikeys revoke [OPTIONS] --code-stdin")
                .optionListHeading("Which tokens, and why")
                .footer(
                        "# Revoke two tokens, after a confirmation",
                        "apikeys revoke ci-deploy dashboard --reason 'laptop lost'",
                        "# See which tokens are unused, without revoking them",
                        "apikeys revoke --unused-for 90d --label-glob 'ci-*' --dry-run",
                        "# Revoke the token of a code that was found somewhere",
                        "apikeys revoke --code-stdin --yes --reason leaked < found.code");
        declare(tokenOptions, filter, codeStdin, reason, bulk, report);
    }

    @Override
    protected ExitCode execute() {
        Targets targets = targets();
        try (BulkChange change = new BulkChange(context(), bulk.caution(), report.form())) {
            change.revoke(context().session(), targets, reason.get(), filter.asksForUse());
        }
        return ExitCode.OK;
    }

    private Targets targets() {
        List<TokenReference> references = tokenOptions.toReferences();
        Optional<ListQuery> query = filter.toQuery();
        int ways = (references.isEmpty() ? 0 : 1) + (query.isPresent() ? 1 : 0) + (codeStdin.isGiven() ? 1 : 0);
        if (ways != 1) {
            throw new UsageException(
                            "'revoke' takes one of these: at least one TOKEN, filters (--expired, --unused-for,"
                                    + " --label-glob, --owner, --meta), or --code-stdin.")
                    .advising("Try 'apikeys revoke --help'.");
        }
        return codeStdin.isGiven()
                ? Targets.withCode(readCode())
                : query.map(Targets::matching).orElseGet(() -> Targets.named(references));
    }

    private TokenCode readCode() {
        CodeInput input = context().prompt().readCode();
        if (input.hasSeveralLines()) {
            throw new UsageException("Standard input has more than one line, but --code-stdin takes one code.")
                    .advising("Revoke one code at a time, or give all of them to 'apikeys scan --revoke --yes -'.");
        }
        return input.code()
                .orElseThrow(() -> new UsageException("Standard input is not a token code: "
                                + input.obstacle().orElse("it was mistyped or cut, or is something else") + ".")
                        .advising("You can also revoke the token by its id, the " + TokenCode.ID_LENGTH
                                + " characters after '" + TokenCode.PREFIX + "'."));
    }

    @Override
    public Set<ExitCode> exitCodes() {
        return changing(ExitCode.NOT_FOUND, ExitCode.AMBIGUOUS, ExitCode.CONFLICT, ExitCode.DECLINED);
    }
}

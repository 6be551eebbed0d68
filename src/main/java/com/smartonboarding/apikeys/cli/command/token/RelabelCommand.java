package com.smartonboarding.apikeys.cli.command.token;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.Subcommand;
import com.smartonboarding.apikeys.cli.option.ReportOptions;
import com.smartonboarding.apikeys.cli.option.TokenOptions;
import com.smartonboarding.apikeys.cli.option.Values;
import com.smartonboarding.apikeys.cli.talk.MixedScripts;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.TokenReference;
import com.smartonboarding.apikeys.output.json.OutputSchemas;
import com.smartonboarding.apikeys.output.token.ChangeReport;
import com.smartonboarding.apikeys.service.Tokens;
import java.util.List;
import java.util.Set;

/** Gives a token another label. */
public final class RelabelCommand extends Subcommand {
    private final Values<String> words = Values.operands(
            "TOKEN NEW-LABEL",
            1,
            2,
            "TOKEN is a label, an id, or the first 4 or more characters of an id. With --id or --label, omit TOKEN.");

    private final TokenOptions tokenOptions = new TokenOptions(words);

    private final ReportOptions report = new ReportOptions();

    public RelabelCommand(Context context) {
        super(context, "relabel");
        usage().header("Change the label of a token.")
                .description("The code stays the same. No other Active token may have the new label.")
                .customSynopsis("apikeys relabel [OPTIONS] TOKEN NEW-LABEL")
                .optionListHeading("Which token")
                .footer(
                        "# Change the label; the code and the id stay the same",
                        "apikeys relabel ci-deploy ci-release",
                        "# When the label is also the beginning of another token's id",
                        "apikeys relabel --label dashboard grafana");
        declare(tokenOptions, report);
    }

    @Override
    protected ExitCode execute() {
        List<String> given = words.get();
        List<TokenReference> references = tokenOptions.toReferences(given.subList(0, given.size() - 1));
        if (references.size() != 1) {
            throw new UsageException("'relabel' takes one TOKEN and its NEW-LABEL.")
                    .advising("Try 'apikeys relabel --help'.");
        }
        Tokens.Relabelled result =
                new Tokens(context().session()).relabel(references.get(0), given.get(given.size() - 1));
        Token token = result.token();
        switch (report.form()) {
            case JSON -> context().streams().printReport(json(result));
            case MESSAGES -> context().sayWrapped("Token " + token.id() + " now has the label " + token.label() + ".");
            case NONE -> {}
        }
        MixedScripts.warn(context(), List.of(token.label()));
        return ExitCode.OK;
    }

    private String json(Tokens.Relabelled result) {
        return new ChangeReport(OutputSchemas.RELABEL, context().now())
                .flag("changed", !result.formerLabel().equals(result.token().label()))
                .text("former_label", result.formerLabel())
                .token("token", result.token())
                .document();
    }

    @Override
    public Set<ExitCode> exitCodes() {
        return changing(ExitCode.NOT_FOUND, ExitCode.AMBIGUOUS, ExitCode.CONFLICT);
    }
}

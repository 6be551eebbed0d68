package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.cli.options.TokenOptions;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.TokenReference;
import com.smartonboarding.apikeys.service.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Gives a token another label. */
@Command(
        name = "relabel",
        header = "Give a token another label.",
        description = "The code stays the same. No other active token may have the new label.",
        customSynopsis = {"apikeys relabel [OPTIONS] TOKEN NEW-LABEL"},
        optionListHeading = "Which token",
        footer = {
            "# The token keeps its code and its id",
            "apikeys relabel ci-deploy ci-release",
            "# Where the label is the beginning of another token's id",
            "apikeys relabel --label dashboard grafana"
        })
final class RelabelCommand extends Subcommand {
    @Parameters(
            arity = "1..2",
            paramLabel = "TOKEN NEW-LABEL",
            description = "The token (label, id or beginning of an id; or --id or --label), and its new label.")
    private List<String> words = new ArrayList<>();

    @Mixin
    private TokenOptions tokenOptions = new TokenOptions();

    RelabelCommand(Context context) {
        super(context);
    }

    @Override
    ExitCode execute() {
        List<TokenReference> references = tokenOptions.toReferences(words.subList(0, words.size() - 1));
        if (references.size() != 1) {
            throw new UsageException("'relabel' takes one TOKEN and its NEW-LABEL.\nTry 'apikeys relabel --help'.");
        }
        Token token = new Tokens(context().session()).relabel(references.get(0), words.get(words.size() - 1));
        context().sayWrapped("Token " + token.id() + " has the label " + token.label() + " now.");
        return ExitCode.OK;
    }

    @Override
    Set<ExitCode> exitCodes() {
        return changing(ExitCode.NOT_FOUND, ExitCode.AMBIGUOUS, ExitCode.CONFLICT);
    }
}

package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.cli.options.TokenOptions;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.model.LastAccess;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.TokenReference;
import com.smartonboarding.apikeys.model.TokenReference.Reading;
import com.smartonboarding.apikeys.output.RelativeTime;
import com.smartonboarding.apikeys.output.UtcTime;
import com.smartonboarding.apikeys.service.RevokeResult;
import com.smartonboarding.apikeys.service.Revoking;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Switches tokens off. */
@Command(
        name = "revoke",
        header = "Switch tokens off for good.",
        description = "Their codes stop authenticating at once and are destroyed; the rows stay in the list as Revoked."
                + " All tokens named are revoked, or none. One that is revoked already is no error.",
        footer = {
            "",
            "Examples:",
            "  apikeys revoke ci-deploy",
            "  apikeys revoke --yes --reason 'laptop lost' 7Kq2mZ0aLx3P dashboard"
        })
final class RevokeCommand extends Subcommand {
    @Parameters(paramLabel = "TOKEN", description = "Labels, ids, or the first 4 or more characters of ids.")
    private List<String> words = new ArrayList<>();

    @Mixin
    private TokenOptions tokenOptions = new TokenOptions();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept with the tokens and in the audit trail.")
    private @Nullable String reason;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    RevokeCommand(Context context) {
        super(context);
    }

    @Override
    public void run() {
        List<TokenReference> references = tokenOptions.toReferences(words);
        if (references.isEmpty()) {
            throw new UsageException("'revoke' takes at least one TOKEN.");
        }
        Revoking revoking = new Revoking(context().session());
        if (!yes) {
            List<Token> plan = revoking.plan(references);
            references = plan.stream()
                    .map(token -> new TokenReference(token.id(), Reading.ID))
                    .toList();
            plan.stream()
                    .filter(token -> token.revocation() == null)
                    .map(this::question)
                    .reduce((one, other) -> one + "\n" + other)
                    .ifPresent(context()::confirm);
        }
        report(revoking.revoke(references, reason));
    }

    private String question(Token token) {
        LastAccess access = token.lastAccess();
        String used = access == null
                ? "never accessed"
                : "last accessed " + RelativeTime.of(access.at(), context().now());
        return "Revoke " + token.name() + ", " + used + "?";
    }

    private void report(RevokeResult result) {
        for (Token token : result.revoked()) {
            context().streams().say("Revoked " + token.name() + ".");
        }
        for (Token token : result.alreadyRevoked()) {
            context()
                    .streams()
                    .say(token.name() + " was revoked already, on "
                            + UtcTime.of(
                                    Objects.requireNonNull(token.revocation()).at()) + ".");
        }
    }

    @Override
    Set<ExitCode> exitCodes() {
        return changing(ExitCode.NOT_FOUND, ExitCode.AMBIGUOUS, ExitCode.DECLINED);
    }
}

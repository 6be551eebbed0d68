package com.smartonboarding.apikeys.cli.talk;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.option.ReportOptions.Form;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.result.RevokeResult;
import com.smartonboarding.apikeys.model.text.UtcTime;
import com.smartonboarding.apikeys.output.json.OutputSchemas;
import com.smartonboarding.apikeys.output.token.ChangeReport;
import java.util.Objects;

/** What a person or a script is told after a revocation, by {@code revoke} and by {@code scan --revoke}. */
final class RevocationReport {
    private final Context context;
    private final RevokeResult result;
    private final boolean asked;

    /**
     * A report of this result.
     *
     * @param asked whether a question already told the person when the tokens were last accessed
     */
    RevocationReport(Context context, RevokeResult result, boolean asked) {
        this.context = context;
        this.result = result;
        this.asked = asked;
    }

    /** Reports what was done in this form. Warnings are messages in every form. */
    void print(Form form) {
        switch (form) {
            case JSON ->
                context.streams()
                        .printReport(new ChangeReport(OutputSchemas.REVOKE, context.now())
                                .tokens("revoked", result.revoked())
                                .tokens("already_revoked", result.alreadyRevoked())
                                .tokens("predecessors", result.predecessors())
                                .number("steps", result.steps())
                                .document());
            case MESSAGES -> say();
            case NONE -> {}
        }
        warn();
    }

    private void say() {
        boolean warns = !asked && context.terminal().stderr();
        for (Token token : result.revoked()) {
            context.streams().say("Revoked " + token.name() + (warns ? Questions.warning(context, token) : "") + ".");
        }
        for (Token token : result.alreadyRevoked()) {
            context.streams()
                    .say(token.name() + " was already revoked on "
                            + UtcTime.of(
                                    Objects.requireNonNull(token.revocation()).at()) + ".");
        }
        if (result.revoked().isEmpty() && result.alreadyRevoked().isEmpty()) {
            context.streams().say("There are no tokens to revoke.");
        }
    }

    private void warn() {
        for (Token token : result.predecessors()) {
            context.streams()
                    .say("The predecessor " + token.name() + " still authenticates"
                            + (token.expiresAt() == null ? "" : " until " + UtcTime.of(token.expiresAt()))
                            + ". To revoke it too: apikeys revoke " + token.id());
        }
        if (result.steps() > 1) {
            context.streams()
                    .say("The disk is full, so the tokens were revoked in " + result.steps()
                            + " steps. Each step is final.");
        }
    }
}

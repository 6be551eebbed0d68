package com.smartonboarding.apikeys.cli.talk;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.result.RevokeResult;
import com.smartonboarding.apikeys.model.text.UtcTime;
import java.util.Objects;

/** What a person is told after a revocation, by {@code revoke} and by {@code scan --revoke}. */
final class RevocationReport {
    private RevocationReport() {}

    /**
     * Reports the result of a revocation.
     *
     * @param asked whether a question already told the person when the tokens were last accessed
     */
    static void print(Context context, RevokeResult result, boolean asked) {
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
        if (result.revoked().isEmpty() && result.alreadyRevoked().isEmpty()) {
            context.streams().say("There are no tokens to revoke.");
        }
    }
}

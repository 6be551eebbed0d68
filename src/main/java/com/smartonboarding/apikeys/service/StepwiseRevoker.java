package com.smartonboarding.apikeys.service;

import com.smartonboarding.apikeys.failure.DiskFullException;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.OutcomeUnknownException;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.result.RevokeResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Revokes tokens on a full disk that has no space for the journal of all of them: a few at a time, each
 * step durable by itself. In this situation, stopping leaked codes matters more than all or none.
 */
final class StepwiseRevoker {
    private static final int MOST_AT_ONCE = 32;

    private final RevokeResult plan;
    private final Function<Targets, RevokeResult> revoke;
    private final List<Token> revoked = new ArrayList<>();
    private final List<Token> already;
    private final List<Token> predecessors = new ArrayList<>();
    private int steps;

    /**
     * Revokes the tokens of this plan.
     *
     * @param revoke revokes some of them, all or none
     */
    StepwiseRevoker(RevokeResult plan, Function<Targets, RevokeResult> revoke) {
        this.plan = plan;
        this.revoke = revoke;
        this.already = new ArrayList<>(plan.alreadyRevoked());
    }

    /** Revokes all tokens of the plan. If this ends early, the failure says how many were revoked. */
    RevokeResult run() {
        List<Token> tokens = plan.revoked();
        int size = Math.min(MOST_AT_ONCE, tokens.size() / 2);
        int done = 0;
        while (done < tokens.size()) {
            int end = Math.min(done + Math.max(1, size), tokens.size());
            try {
                take(revoke.apply(Targets.exactly(tokens.subList(done, end))));
                done = end;
            } catch (DiskFullException e) {
                if (end - done == 1) {
                    throw incomplete(e);
                }
                size = (end - done) / 2;
            } catch (Failure e) {
                throw incomplete(e);
            }
        }
        Set<String> ids = new HashSet<>();
        revoked.forEach(token -> ids.add(token.id()));
        predecessors.removeIf(token -> ids.contains(token.id()));
        return new RevokeResult(revoked, already, predecessors, steps);
    }

    private void take(RevokeResult step) {
        revoked.addAll(step.revoked());
        already.addAll(step.alreadyRevoked());
        predecessors.addAll(step.predecessors());
        steps++;
    }

    private Failure incomplete(Failure e) {
        return revoked.isEmpty()
                ? e
                : new OutcomeUnknownException(
                                revoked.size() + " of " + plan.revoked().size() + " tokens were revoked, in " + steps
                                        + (steps == 1 ? " step" : " steps") + ". The others are unchanged. The cause: "
                                        + e.fact(),
                                e)
                        .advising("Free some disk space and repeat the command; tokens that are already revoked stay"
                                + " revoked.");
    }
}

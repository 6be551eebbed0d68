package com.smartonboarding.apikeys.cli.talk;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.option.BulkOptions.Caution;
import com.smartonboarding.apikeys.cli.option.ReportOptions.Form;
import com.smartonboarding.apikeys.failure.State;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.result.RevokeResult;
import com.smartonboarding.apikeys.output.token.ListFormat;
import com.smartonboarding.apikeys.service.Session;
import com.smartonboarding.apikeys.service.Targets;
import com.smartonboarding.apikeys.service.TokenRevoker;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A change to many tokens, with progress. A dry run prints the tokens and changes nothing. Otherwise a question names
 * them, unless the person wants none, and then the change is made.
 */
public final class BulkChange implements AutoCloseable {
    private final Context context;
    private final Caution caution;
    private final Form form;
    private final Progress progress;

    /** A change that is as careful as {@code caution} says, and is reported in this form. */
    public BulkChange(Context context, Caution caution, Form form) {
        this.context = context;
        this.caution = caution;
        this.form = form;
        this.progress = new Progress(context, "tokens");
    }

    /** Is told how many tokens were looked at or changed. */
    public Progress progress() {
        return progress;
    }

    /** If this is a dry run, prints the tokens that would be changed. Returns whether it is one. */
    public boolean isDryRun(String verb, Supplier<List<Token>> preview) {
        if (!caution.dryRun()) {
            return false;
        }
        List<Token> tokens = found(preview);
        context.print(tokens, form == Form.JSON ? ListFormat.JSON : ListFormat.byDefault(context.terminal()));
        if (form == Form.MESSAGES) {
            context.sayWrapped(
                    "Would " + verb + " " + Questions.count(tokens.size()) + ". " + State.UNCHANGED.sentence());
        }
        return true;
    }

    /** Asks whether to change these tokens; returns if the answer is yes or if no question is wanted or needed. */
    public void confirm(String verb, Supplier<List<Token>> plan) {
        if (!caution.yes()) {
            List<Token> tokens = found(plan);
            if (!tokens.isEmpty()) {
                context.prompt().confirm(new Questions(context).all(verb, tokens));
            }
        }
    }

    /**
     * Revokes tokens, and reports what was done.
     *
     * @param awaitUses whether the tokens are chosen by their last use, so that recent uses must be on record first
     */
    public void revoke(Session session, Targets targets, @Nullable String reason, boolean awaitUses) {
        TokenRevoker revoker = new TokenRevoker(session, progress);
        if (isDryRun("revoke", () -> revoker.preview(targets).revoked())) {
            return;
        }
        if (awaitUses && !revoker.plan(targets).revoked().isEmpty()) {
            progress.erase();
            context.awaitUsesOnRecord();
        }
        Targets meant = targets;
        if (!caution.yes()) {
            RevokeResult plan = revoker.plan(targets);
            confirm("Revoke", plan::revoked);
            // Exactly the tokens that the question named, and those that needed no question.
            meant = Targets.exactly(Stream.concat(plan.revoked().stream(), plan.alreadyRevoked().stream())
                    .toList());
        }
        RevokeResult result = revoker.revoke(meant, reason, caution.expected());
        progress.erase();
        new RevocationReport(context, result, !caution.yes()).print(form);
    }

    private List<Token> found(Supplier<List<Token>> search) {
        List<Token> tokens = search.get();
        progress.erase();
        TokenRevoker.requireCount(tokens.size(), caution.expected());
        return tokens;
    }

    /** Erases the progress. */
    @Override
    public void close() {
        progress.close();
    }
}

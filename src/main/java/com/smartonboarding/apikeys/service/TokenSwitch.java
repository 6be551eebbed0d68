package com.smartonboarding.apikeys.service;

import com.smartonboarding.apikeys.failure.ConflictException;
import com.smartonboarding.apikeys.failure.DiskFullException;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.OutcomeUnknownException;
import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.model.Disabling;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.result.SwitchResult;
import com.smartonboarding.apikeys.model.text.TextRules;
import com.smartonboarding.apikeys.store.StoredToken;
import com.smartonboarding.apikeys.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Disables tokens, or enables them again. Their codes and the sealed copies of these stay. */
public final class TokenSwitch {
    private final Session session;
    private final boolean disables;
    private final AuditAction action;
    private final LongConsumer progress;

    private TokenSwitch(Session session, boolean disables, LongConsumer progress) {
        this.session = session;
        this.disables = disables;
        this.action = disables ? AuditAction.DISABLE : AuditAction.ENABLE;
        this.progress = progress;
    }

    /** Disables tokens. Reports how many were looked up and then how many are done, counting from 1 each time. */
    public static TokenSwitch off(Session session, LongConsumer progress) {
        return new TokenSwitch(session, true, progress);
    }

    /** Enables tokens, with the same reports. */
    public static TokenSwitch on(Session session, LongConsumer progress) {
        return new TokenSwitch(session, false, progress);
    }

    /** What a change would do; for those who may look at tokens. Changes nothing. */
    public SwitchResult preview(Targets targets) {
        return session.forViewing(action, targets.references())
                .database()
                .read(transaction -> sort(transaction, targets, StoredToken::token));
    }

    /** The same, for use before a confirmation prompt; needs the role, so that nobody is asked in vain. */
    public SwitchResult plan(Targets targets) {
        return session.lookAsAdministrator(
                action, targets.references(), transaction -> sort(transaction, targets, StoredToken::token));
    }

    /**
     * Changes tokens, all or none. Tokens that already are as they shall be stay unchanged. Disabling is also possible
     * on a full disk: if there is no space to disable all at once, it disables one at a time, and each of these steps is
     * durable.
     *
     * @param reason why they are disabled
     * @param expected the required number of tokens; with any other number, nothing is done
     */
    public SwitchResult change(Targets targets, @Nullable String reason, OptionalLong expected) {
        String checkedReason = reason == null ? null : TextRules.reason(reason);
        try {
            return changeAtOnce(targets, checkedReason, expected);
        } catch (DiskFullException e) {
            SwitchResult plan = preview(targets);
            TokenRevoker.requireCount(plan.changed().size(), expected);
            if (!disables || plan.changed().size() < 2) {
                throw e;
            }
            return changeStepwise(plan, checkedReason);
        }
    }

    private SwitchResult changeAtOnce(Targets targets, @Nullable String reason, OptionalLong expected) {
        Function<Transaction, SwitchResult> work = transaction -> {
            SwitchResult result = sort(transaction, targets, stored -> change(transaction, stored, reason));
            TokenRevoker.requireCount(result.changed().size(), expected);
            return result;
        };
        return disables
                ? session.asAdministratorEvenOnFullDisk(action, targets.references(), work)
                : session.asAdministrator(action, targets.references(), work);
    }

    private SwitchResult changeStepwise(SwitchResult plan, @Nullable String reason) {
        List<Token> changed = new ArrayList<>();
        List<Token> unchanged = new ArrayList<>(plan.unchanged());
        for (Token token : plan.changed()) {
            try {
                SwitchResult step = changeAtOnce(Targets.exactly(List.of(token)), reason, OptionalLong.empty());
                changed.addAll(step.changed());
                unchanged.addAll(step.unchanged());
            } catch (Failure e) {
                throw changed.isEmpty()
                        ? e
                        : incomplete(e, changed.size(), plan.changed().size());
            }
        }
        return new SwitchResult(changed, unchanged, plan.changed().size());
    }

    private static Failure incomplete(Failure e, int done, int all) {
        return new OutcomeUnknownException(
                        done + " of " + all + " tokens were disabled. The others are unchanged. The cause: " + e.fact(),
                        e)
                .advising(
                        "Free some disk space and repeat the command; tokens that are already disabled stay disabled.");
    }

    private Token change(Transaction transaction, StoredToken before, @Nullable String reason) {
        Disabling disabling = disables ? new Disabling(session.now(), session.user(), reason) : null;
        StoredToken after = before.disabled(disabling);
        transaction.tokens().update(before, after);
        session.record(transaction, action, after.token().id(), reason);
        return after.token();
    }

    private SwitchResult sort(Transaction transaction, Targets targets, Function<StoredToken, Token> change) {
        List<Token> changed = new ArrayList<>();
        List<Token> unchanged = new ArrayList<>();
        for (StoredToken stored : targets.find(transaction, session.now(), progress)) {
            requireNotRevoked(stored.token());
            if ((stored.token().disabling() != null) == disables) {
                unchanged.add(stored.token());
            } else {
                changed.add(change.apply(stored));
                progress.accept(changed.size());
            }
        }
        return new SwitchResult(changed, unchanged, 1);
    }

    private void requireNotRevoked(Token token) {
        if (token.revocation() != null) {
            throw new ConflictException(token.name() + " is Revoked, which is final, so it cannot be "
                    + (disables ? "disabled" : "enabled") + ".");
        }
    }
}

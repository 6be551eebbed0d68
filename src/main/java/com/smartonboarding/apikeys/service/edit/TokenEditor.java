package com.smartonboarding.apikeys.service.edit;

import com.smartonboarding.apikeys.failure.ConflictException;
import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.model.Status;
import com.smartonboarding.apikeys.model.Succession;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.result.Edit;
import com.smartonboarding.apikeys.model.text.UtcTime;
import com.smartonboarding.apikeys.service.EditedFact;
import com.smartonboarding.apikeys.service.Session;
import com.smartonboarding.apikeys.service.policy.Policy;
import com.smartonboarding.apikeys.store.StoredToken;
import com.smartonboarding.apikeys.store.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Changes the details of a token. Its code and its id stay the same. */
public final class TokenEditor {
    private final Session session;

    public TokenEditor(Session session) {
        this.session = session;
    }

    /** Edits the token. If everything is already as requested, nothing is changed or recorded. */
    public Edit edit(EditRequest request) {
        return session.asAdministrator(AuditAction.EDIT, List.of(request.token()), transaction -> {
            StoredToken stored = session.finder(transaction).find(request.token());
            Edit edit = judge(transaction, stored.token(), request, Edit.Outcome.EDITED);
            if (edit.outcome() == Edit.Outcome.EDITED) {
                transaction.tokens().update(stored, stored.edited(edit.after()));
                session.record(
                        transaction,
                        AuditAction.EDIT,
                        stored.token().id(),
                        EditedFact.detail(edit.before(), edit.after()));
            }
            return edit;
        });
    }

    /** What {@link #edit} would do, with the same refusals; for those who may look at tokens. */
    public Edit preview(EditRequest request) {
        return session.forViewing(AuditAction.EDIT, List.of(request.token()))
                .database()
                .read(transaction -> judge(
                        transaction,
                        session.finder(transaction).find(request.token()).token(),
                        request,
                        Edit.Outcome.PREVIEW));
    }

    private Edit judge(Transaction transaction, Token before, EditRequest request, Edit.Outcome ifChanged) {
        Instant now = session.now();
        if (before.revocation() != null) {
            throw new ConflictException(before.name() + " is revoked, so it cannot be edited.").advising(Next.GENERATE);
        }
        Token after = request.applyTo(before, now);
        if (after.equals(before)) {
            return new Edit(before, before, now, Edit.Outcome.UNCHANGED);
        }
        if (!Objects.equals(after.expiresAt(), before.expiresAt())) {
            requireNotReplaced(transaction, before, now);
        }
        requireWithinPolicy(before, after);
        if (!before.status(now).keepsLabel() && after.status(now).keepsLabel()) {
            session.finder(transaction).requireLabelFree(after.label(), after.id());
        }
        return new Edit(before, after, now, ifChanged);
    }

    /** Refuses only a change that breaks the policy more: a token from before the policy can be changed to break it less. */
    private void requireWithinPolicy(Token before, Token after) {
        Policy policy = session.policy();
        if (isLater(after.expiresAt(), before.expiresAt())) {
            policy.requireLifetime(after, after.expiresAt());
        }
        policy.requireScopes(after.scopes().stream()
                .filter(scope -> !before.scopes().contains(scope))
                .toList());
        if (before.description() != null) {
            policy.requireDescription(after.description());
        }
    }

    private static boolean isLater(@Nullable Instant one, @Nullable Instant other) {
        return other != null && (one == null || one.isAfter(other));
    }

    /** Refuses another expiry while a rotation lets the token expire soon, because the rotation sets it. */
    private static void requireNotReplaced(Transaction transaction, Token token, Instant now) {
        Succession succession = token.succession();
        Instant expiresAt = token.expiresAt();
        if (succession == null
                || succession.shortenedAt() == null
                || expiresAt == null
                || token.status(now) == Status.EXPIRED) {
            return;
        }
        transaction
                .tokens()
                .find(succession.successorId())
                .map(StoredToken::token)
                .ifPresent(successor -> {
                    if (successor.revocation() == null) {
                        throw new ConflictException(
                                        "The expiry of " + token.name() + " cannot be changed: a rotation replaced"
                                                + " it with " + successor.name() + ", and lets it expire at "
                                                + UtcTime.of(expiresAt) + ".")
                                .advising(Next.END_ROTATION, successor.id());
                    }
                });
    }
}

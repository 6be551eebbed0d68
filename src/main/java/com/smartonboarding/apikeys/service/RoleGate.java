package com.smartonboarding.apikeys.service;

import com.smartonboarding.apikeys.audit.AuditActor;
import com.smartonboarding.apikeys.model.result.RoleHolder;
import com.smartonboarding.apikeys.store.Transaction;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Lets the actor through if the transaction sees that the actor holds the role, and remembers what it saw. */
final class RoleGate implements Predicate<Transaction> {
    private final AuditActor actor;
    private final @Nullable RoleHolder asked;
    private @Nullable Role role;

    /** A gate for this actor. The system may already have been asked about a grant. */
    RoleGate(AuditActor actor, @Nullable RoleHolder asked) {
        this.actor = actor;
        this.asked = asked;
    }

    @Override
    public boolean test(Transaction transaction) {
        Role seen = Role.of(actor, transaction.administrators().findAll(), asked);
        role = seen;
        return seen.standing() == Role.Standing.HELD;
    }

    /** The role that the last transaction saw. */
    Role role() {
        return Objects.requireNonNull(role);
    }
}

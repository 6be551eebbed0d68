package com.smartonboarding.apikeys.service;

import com.smartonboarding.apikeys.audit.AuditActor;
import com.smartonboarding.apikeys.failure.DeniedException;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.failure.State;
import com.smartonboarding.apikeys.model.Administrator;
import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.model.User;
import com.smartonboarding.apikeys.model.result.RoleHolder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the actor holds the role. The role is granted to a uid and its login name, because a system gives the uid of
 * a deleted account to the next person.
 *
 * @param grant the grant to the actor's uid, or null
 */
record Role(AuditActor actor, @Nullable Administrator grant, Standing standing) {
    enum Standing {
        HELD,
        NOT_HELD,
        /** The names differ, and the system was not yet asked whether the uid also has the granted name. */
        OPEN
    }

    /**
     * The role of the actor.
     *
     * @param asked the grant that the system was asked about, and its answer; null if it was not asked
     */
    static Role of(AuditActor actor, List<Administrator> all, @Nullable RoleHolder asked) {
        for (Administrator administrator : all) {
            if (administrator.user().uid() == actor.uid()) {
                return new Role(actor, administrator, standing(actor, administrator, asked));
            }
        }
        return new Role(actor, null, Standing.NOT_HELD);
    }

    private static Standing standing(AuditActor actor, Administrator grant, @Nullable RoleHolder asked) {
        User user = actor.user();
        // In a container, or while a directory does not answer, the owner of the files has no name. A missing name does
        // not count as a different one.
        if (user.equals(grant.user()) || (!user.hasName() && actor.isRootOrOwner())) {
            return Standing.HELD;
        }
        if (asked == null || !asked.administrator().equals(grant)) {
            return Standing.OPEN;
        }
        return asked.hasAnotherName() ? Standing.NOT_HELD : Standing.HELD;
    }

    /** What the trail adds about the cause of a denial; null when the actor's uid has no grant at all. */
    @Nullable
    String detail() {
        return grant == null
                ? null
                : "the role was granted to " + grant.user().name() + ", and uid " + actor.uid() + " is " + nameNow()
                        + " now";
    }

    /**
     * The refusal.
     *
     * @param recorded whether and where it was recorded, as a sentence
     */
    Failure denial(AuditAction action, String recorded) {
        String refused = "'" + action.word() + "' needs the System Administrator role, which ";
        Failure denial = grant == null
                ? new DeniedException(refused + actor.user().nameAndUid() + " does not hold. " + recorded)
                        .advising(Next.ASK_FOR_ROLE, actor.uid())
                : new DeniedException(refused + "was granted to uid " + actor.uid()
                                + (grant.user().hasName()
                                        ? " under the login name "
                                                + grant.user().name()
                                        : " when it had no login name")
                                + ". The uid is " + nameNow() + " now, so it may be another person's. " + recorded)
                        .advising(Next.ASK_TO_CONFIRM_ROLE, actor.uid(), nameNow());
        return denial.leaving(State.UNCHANGED);
    }

    private String nameNow() {
        return actor.user().hasName() ? actor.name() : "without a login name";
    }
}

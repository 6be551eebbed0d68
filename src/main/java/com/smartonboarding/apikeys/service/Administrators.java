package com.smartonboarding.apikeys.service;

import com.smartonboarding.apikeys.failure.AmbiguousException;
import com.smartonboarding.apikeys.failure.ConflictException;
import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.failure.NotFoundException;
import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.model.Administrator;
import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.model.User;
import com.smartonboarding.apikeys.model.result.RoleHolder;
import com.smartonboarding.apikeys.store.Transaction;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lists who holds the System Administrator role, and gives and takes it. */
public final class Administrators {
    private final Session session;

    public Administrators(Session session) {
        this.session = session;
    }

    /** All grants of the role by uid, and the user who has each uid now; needs no role. */
    public List<RoleHolder> list() {
        return session
                .database()
                .read(transaction -> transaction.administrators().findAll())
                .stream()
                .map(administrator -> new RoleHolder(administrator, currentUser(administrator.user())))
                .toList();
    }

    /** Gives the role, or confirms it under the name that the uid has now. */
    public RoleGrant add(User user) {
        return session.asAdministrator(
                AuditAction.ADMINS_ADD, List.of(), transaction -> add(transaction, user, AuditAction.ADMINS_ADD));
    }

    /**
     * Like {@link #add}, but without the role, because no administrator is left. Only root and the files' owner may do
     * it.
     */
    public RoleGrant recover(User user) {
        if (!session.actor().isRootOrOwner()) {
            return add(user);
        }
        return session.database().write(transaction -> add(transaction, user, AuditAction.ADMINS_RECOVER));
    }

    /**
     * Takes the role away, except from the last administrator.
     *
     * @param nameOrUid a uid, the login name of an account, or the one that the role was granted to
     */
    public Administrator remove(String nameOrUid) {
        Optional<User> known = session.accounts().find(nameOrUid);
        // A grant is useless if its uid no longer has the granted login name.
        List<Administrator> usable = list().stream()
                .filter(holder -> !holder.hasAnotherName())
                .map(RoleHolder::administrator)
                .toList();
        return session.asAdministrator(AuditAction.ADMINS_REMOVE, List.of(), transaction -> {
            List<Administrator> all = transaction.administrators().findAll();
            Administrator administrator = meant(all, nameOrUid, known);
            if (administrator.user().uid() == session.actor().uid()
                    && all.stream().noneMatch(other -> !other.equals(administrator) && usable.contains(other))) {
                throw new ConflictException(
                                administrator.user().nameAndUid() + " is the last System Administrator and stays one.")
                        .advising("Give the role to somebody else first.");
            }
            transaction.administrators().delete(administrator);
            session.record(transaction, AuditAction.ADMINS_REMOVE, null, describe(administrator.user()));
            return administrator;
        });
    }

    private static Administrator meant(List<Administrator> all, String nameOrUid, Optional<User> known) {
        List<Administrator> meant = all.stream()
                .filter(administrator -> administrator.user().name().equals(nameOrUid)
                        || (known.isPresent()
                                && known.get().uid() == administrator.user().uid()))
                .toList();
        if (meant.size() == 1) {
            return meant.get(0);
        }
        if (meant.isEmpty()) {
            throw new NotFoundException(
                            known.isPresent()
                                    ? known.get().nameAndUid() + " does not hold the role."
                                    : "The role was not granted to '" + nameOrUid
                                            + "', and there is no such user on this machine.")
                    .advising(Next.LIST_ADMINISTRATORS);
        }
        throw new AmbiguousException("'" + nameOrUid + "' matches several users: "
                        + meant.stream()
                                .map(administrator ->
                                        "uid " + administrator.user().uid() + " (granted to "
                                                + administrator.user().name() + ")")
                                .collect(Collectors.joining(", "))
                        + ".")
                .advising("Give the uid instead.");
    }

    private RoleGrant add(Transaction transaction, User user, AuditAction action) {
        Administrator before =
                find(transaction.administrators().findAll(), user.uid()).orElse(null);
        if (before != null && before.user().equals(user)) {
            return new RoleGrant(false, null);
        }
        if (before != null) {
            transaction.administrators().delete(before);
        }
        transaction.administrators().insert(new Administrator(user, session.now(), session.user()));
        if (before == null) {
            session.record(transaction, action, null, describe(user));
            return new RoleGrant(true, null);
        }
        session.record(
                transaction,
                action == AuditAction.ADMINS_ADD ? AuditAction.ADMINS_CONFIRM : action,
                null,
                describe(user) + ", granted before to " + before.user().name());
        return new RoleGrant(true, before.user());
    }

    private @Nullable User currentUser(User granted) {
        try {
            return session.accounts().currentUser(granted);
        } catch (StorageException e) {
            return null; // Showing and counting administrators must work even if a directory does not answer.
        }
    }

    private static Optional<Administrator> find(List<Administrator> all, long uid) {
        return all.stream()
                .filter(administrator -> administrator.user().uid() == uid)
                .findFirst();
    }

    static String describe(User user) {
        return "uid " + user.uid() + ", " + user.name();
    }
}

package com.smartonboarding.apikeys.service;

import com.smartonboarding.apikeys.audit.AuditAction;
import com.smartonboarding.apikeys.failure.ConflictException;
import com.smartonboarding.apikeys.failure.NotFoundException;
import com.smartonboarding.apikeys.model.Administrator;
import com.smartonboarding.apikeys.model.User;
import com.smartonboarding.apikeys.store.Transaction;
import java.util.List;
import java.util.Optional;

/** Who holds the System Administrator role, and giving and taking it. */
public final class Administrators {
    private final Session session;

    public Administrators(Session session) {
        this.session = session;
    }

    /** All holders of the role, by uid; needs no role. */
    public List<Administrator> list() {
        return session.database()
                .read(transaction -> transaction.administrators().findAll());
    }

    /** Gives the role; false when the user held it already. */
    public boolean add(User user) {
        return session.asAdministrator(
                AuditAction.ADMINS_ADD, List.of(), transaction -> add(transaction, user, AuditAction.ADMINS_ADD));
    }

    /** Gives the role without holding it, for when all who hold it are gone: for root and the owner of the files alone. */
    public boolean recover(User user) {
        if (!session.actor().isRootOrOwner()) {
            return add(user);
        }
        return session.database().write(transaction -> add(transaction, user, AuditAction.ADMINS_RECOVER));
    }

    /** Takes the role away, but not from the last who holds it. */
    public Administrator remove(User user) {
        return session.asAdministrator(AuditAction.ADMINS_REMOVE, List.of(), transaction -> {
            List<Administrator> all = transaction.administrators().findAll();
            Administrator administrator = find(all, user.uid())
                    .orElseThrow(() -> new NotFoundException(
                            user.nameAndUid() + " does not hold the role; 'apikeys admins list' shows who does."));
            if (all.size() == 1) {
                throw new ConflictException(administrator.user().nameAndUid()
                        + " is the last System Administrator and stays one. Give the role to somebody else first.");
            }
            transaction.administrators().delete(administrator);
            session.record(transaction, AuditAction.ADMINS_REMOVE, null, describe(administrator.user()));
            return administrator;
        });
    }

    private boolean add(Transaction transaction, User user, AuditAction action) {
        if (find(transaction.administrators().findAll(), user.uid()).isPresent()) {
            return false;
        }
        transaction.administrators().insert(new Administrator(user, session.now(), session.user()));
        session.record(transaction, action, null, describe(user));
        return true;
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

package com.smartonboarding.apikeys.service.doctor;

import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.model.Administrator;
import com.smartonboarding.apikeys.model.User;
import com.smartonboarding.apikeys.model.result.RoleHolder;
import com.smartonboarding.apikeys.service.Administrators;
import java.util.List;
import java.util.stream.Collectors;

/** Who holds the System Administrator role, compared with the accounts of this machine. */
final class RoleChecks {
    private final Site site;
    private final DatabaseChecks database;

    RoleChecks(Site site, DatabaseChecks database) {
        this.site = site;
        this.database = database;
    }

    void administrators(Report report) {
        if (database.content() == null) {
            report.skip("the database cannot be used");
            return;
        }
        List<RoleHolder> all = new Administrators(site.sessions().get()).list();
        List<RoleHolder> useless = all.stream().filter(this::isUseless).toList();
        if (!useless.isEmpty()) {
            report.warning(
                    useless.stream().map(RoleChecks::fact).collect(Collectors.joining(" ")),
                    Next.REMOVE_ADMINISTRATORS,
                    useless.stream().map(holder -> user(holder).uid()).toArray());
        }
        List<RoleHolder> usable =
                all.stream().filter(holder -> !useless.contains(holder)).toList();
        if (usable.isEmpty()) {
            report.error(
                    "No account of this machine holds the System Administrator role, so no token can be made or"
                            + " revoked.",
                    Next.RECOVER_ROLE,
                    site.guard().account());
        } else if (usable.size() == 1
                && user(usable.get(0)).uid() != site.guard().account()) {
            report.notice(
                    user(usable.get(0)).nameAndUid() + " is the only System Administrator.", Next.ADD_ADMINISTRATOR);
        }
    }

    /** The owner of the files may have no name, as in a container; everybody else needs one. */
    private boolean isUseless(RoleHolder holder) {
        User now = holder.currentUser();
        boolean owner = user(holder).uid() == site.guard().account();
        return now != null
                && (owner ? now.hasName() && holder.hasAnotherName() : !now.hasName() || holder.hasAnotherName());
    }

    private static User user(RoleHolder holder) {
        Administrator administrator = holder.administrator();
        return administrator.user();
    }

    private static String fact(RoleHolder holder) {
        User granted = user(holder);
        User now = holder.currentUser();
        return now == null || !now.hasName()
                ? granted.nameAndUid() + " holds the role, but this machine has no account with this uid."
                : "The role was granted to " + granted.nameAndUid() + ", and this uid now belongs to " + now.name()
                        + ".";
    }
}

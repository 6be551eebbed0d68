package com.smartonboarding.apikeys.identity;

import com.smartonboarding.apikeys.model.User;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The user on whose behalf this process runs.
 *
 * @param actor the user who is accountable: the uid, and the login name that the system or sudo gives for it now
 * @param account the effective uid of the process
 * @param viaSudo whether sudo named the actor
 * @param sudoUidIgnored whether {@code SUDO_UID} was set to another uid than the real one and was not believed
 * @param loginUid the uid of the login session, which sudo does not change; null where the system keeps none
 * @param terminal the terminal device; null without one
 */
public record Invoker(
        User actor,
        long account,
        boolean viaSudo,
        boolean sudoUidIgnored,
        @Nullable Long loginUid,
        @Nullable String terminal) {

    /**
     * Identifies the invoker, never by anything that the caller may choose. {@code SUDO_UID} is believed only when the
     * process runs as root or as the owner of a shared installation. A caller who can set it there could change the
     * files anyway.
     *
     * @param sharedInstallation whether the system configuration, which root owns, names a database of the real uid
     */
    public static Invoker identify(OwnProcess process, Map<String, String> environment, boolean sharedInstallation) {
        long real = process.ids().real();
        String text = environment.get("SUDO_UID");
        OptionalLong sudo = SudoUid.parse(text);
        boolean viaSudo = sudo.isPresent() && (real == 0 || sharedInstallation);
        boolean ignored = text != null && !viaSudo && sudo.orElse(-1) != real;
        long uid = viaSudo ? sudo.getAsLong() : real;
        String name = uid == real ? process.loginName() : environment.getOrDefault("SUDO_USER", "");
        return new Invoker(
                new User(uid, LoginName.orUid(name, uid)),
                process.ids().effective(),
                viaSudo,
                ignored,
                process.loginUid(),
                process.terminal());
    }

    /** Whether the actor works with the permissions of another account, so that paths they choose must be refused. */
    public boolean elevated() {
        return actor.uid() != account;
    }
}

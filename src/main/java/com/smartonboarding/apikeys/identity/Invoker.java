package com.smartonboarding.apikeys.identity;

import com.smartonboarding.apikeys.model.User;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The user on whose behalf this process runs.
 *
 * @param actor the user who is accountable: the uid, and the login name that the system or sudo gives for it now
 * @param account the effective uid, which must own the files
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

    private static final String[] STREAMS = {"/proc/self/fd/0", "/proc/self/fd/2"};

    /**
     * Identifies the invoker, never by anything that the caller may choose. {@code SUDO_UID} is believed only when the
     * process runs as root or as the owner of a shared installation. A caller who can set it there could change the
     * files anyway.
     *
     * @param sharedInstallation whether the system configuration, which root owns, names a database of the real uid
     */
    public static Invoker identify(ProcessIds ids, Map<String, String> environment, boolean sharedInstallation) {
        long real = ids.requireEqual().real();
        String text = environment.get("SUDO_UID");
        OptionalLong sudo = SudoUid.parse(text);
        boolean viaSudo = sudo.isPresent() && (real == 0 || sharedInstallation);
        boolean ignored = text != null && !viaSudo && sudo.orElse(-1) != real;
        long uid = viaSudo ? sudo.getAsLong() : real;
        String name = uid == real ? ownName(real) : environment.getOrDefault("SUDO_USER", "");
        return new Invoker(
                new User(uid, LoginName.orUid(name, uid)),
                ids.effective(),
                viaSudo,
                ignored,
                readLoginUid(),
                findTerminal());
    }

    /** Whether the actor works with the permissions of another account, so that paths they choose must be refused. */
    public boolean elevated() {
        return actor.uid() != account;
    }

    /** Whether the device is a terminal, such as {@code /dev/pts/4} or {@code /dev/tty1}. */
    static boolean isTerminal(String device) {
        return isNumbered(device, "/dev/pts/") || isNumbered(device, "/dev/tty");
    }

    private static boolean isNumbered(String device, String prefix) {
        return device.startsWith(prefix)
                && SudoUid.parse(device.substring(prefix.length())).isPresent();
    }

    /** The login name of this process's owner; empty when the system has none or hides it. */
    private static String ownName(long uid) {
        try {
            Path self = Path.of("/proc/self");
            long owner = Integer.toUnsignedLong((Integer) Files.getAttribute(self, "unix:uid"));
            return owner == uid ? Files.getOwner(self).getName() : "";
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    private static @Nullable Long readLoginUid() {
        try (FileInputStream file = new FileInputStream("/proc/self/loginuid")) {
            OptionalLong uid = SudoUid.parse(new String(file.readNBytes(16), StandardCharsets.ISO_8859_1));
            return uid.isPresent() ? uid.getAsLong() : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static @Nullable String findTerminal() {
        for (String stream : STREAMS) {
            Path link = Path.of(stream);
            try {
                if (Files.isSymbolicLink(link)) {
                    String device = Files.readSymbolicLink(link).toString();
                    if (isTerminal(device)) {
                        return device;
                    }
                }
            } catch (IOException | UnsupportedOperationException e) {
                // This stream cannot be examined; try the next one.
            }
        }
        return null;
    }
}

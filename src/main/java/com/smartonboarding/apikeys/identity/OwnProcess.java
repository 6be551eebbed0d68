package com.smartonboarding.apikeys.identity;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel and the system's user database say about this process.
 *
 * @param ids its user ids
 * @param loginName the login name of the real uid; empty if it has none
 * @param loginUid the uid of the login session, evidence that sudo does not change; null where none is kept
 * @param terminal the terminal device; null without one
 */
public record OwnProcess(
        ProcessIds ids,
        String loginName,
        @Nullable Long loginUid,
        @Nullable String terminal) {
    private static final String[] STREAMS = {"/proc/self/fd/0", "/proc/self/fd/2"};

    /** Asks the system; refuses a process whose ids differ. Nothing that the caller can choose is asked. */
    public static OwnProcess read() {
        ProcessIds ids = ProcessIds.read();
        return new OwnProcess(ids, loginName(ids.real()), readLoginUid(), findTerminal());
    }

    /** Whether this is the device of a person's terminal, such as {@code /dev/pts/4} or {@code /dev/tty1}. */
    static boolean isTerminal(String device) {
        return isNumbered(device, "/dev/pts/") || isNumbered(device, "/dev/tty");
    }

    private static boolean isNumbered(String device, String prefix) {
        return device.startsWith(prefix)
                && SudoUid.parse(device.substring(prefix.length())).isPresent();
    }

    /** The login name of the owner of this process; empty if the owner has none, or the system hides the owner. */
    private static String loginName(long uid) {
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

package com.smartonboarding.apikeys.server.place;

import com.smartonboarding.apikeys.failure.NotFoundException;
import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.files.FileGuard;
import com.smartonboarding.apikeys.files.ShellWord;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who may connect to a Unix socket. A client needs the right to write to it.
 *
 * @param guard judges the folder of the socket
 * @param group the group of the socket; null for the one of this process
 * @param mode the permissions of the socket
 * @param random for a name that nobody can guess
 */
public record SocketAccess(
        FileGuard guard, @Nullable GroupPrincipal group, Set<PosixFilePermission> mode, RandomGenerator random) {
    private static final Set<PosixFilePermission> OWNER =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final Set<PosixFilePermission> OWNER_AND_GROUP = Set.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE);

    /** The permissions that can be chosen. Others cannot be let in; a group is the way to let in several accounts. */
    private static final Pattern MODES = Pattern.compile("0?6[06]0");

    /** Lets in the members of the group, if one is named, and otherwise only the account itself. */
    public static SocketAccess of(FileGuard guard, @Nullable GroupPrincipal group, RandomGenerator random) {
        return new SocketAccess(guard, group, group == null ? OWNER : OWNER_AND_GROUP, random);
    }

    /**
     * The same, with other permissions: {@code 0600} or {@code 0660}.
     *
     * @param source what gave the text; it begins the error message
     */
    public SocketAccess withMode(String source, String text) {
        if (!MODES.matcher(text).matches()) {
            UsageException refused = new UsageException(
                    source + " is neither 0600 nor 0660. Other accounts cannot be let in by the mode of a socket.");
            refused.advising("Name a group, and make the accounts that may connect members of it.");
            throw refused;
        }
        return new SocketAccess(guard, group, text.endsWith("660") ? OWNER_AND_GROUP : OWNER, random);
    }

    /** The group with this name. */
    public static GroupPrincipal group(String name) {
        try {
            return FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByGroupName(name);
        } catch (UserPrincipalNotFoundException e) {
            throw new NotFoundException("This machine has no group " + ShellWord.of(name) + ".");
        } catch (IOException e) {
            throw new NotFoundException("The group " + ShellWord.of(name) + " could not be looked up.");
        }
    }
}

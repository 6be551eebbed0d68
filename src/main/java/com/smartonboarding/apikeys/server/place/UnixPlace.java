package com.smartonboarding.apikeys.server.place;

import com.smartonboarding.apikeys.files.ShellWord;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Unix socket.
 *
 * @param path absolute
 */
public record UnixPlace(Path path) implements Place {
    static final String SCHEME = "unix:";

    @Override
    public SocketAddress address() {
        return UnixDomainSocketAddress.of(path);
    }

    @Override
    public OpenPlace open(SocketAccess access) {
        return SocketFile.listen(path, access);
    }

    /** A sentence about a folder that keeps the group from the socket; empty if none does, or if there is no group. */
    public Optional<String> obstacle(SocketAccess access) {
        GroupPrincipal group = access.group();
        if (group == null || !access.mode().contains(PosixFilePermission.GROUP_WRITE)) {
            return Optional.empty();
        }
        try {
            return closedFolder(group)
                    .map(closed -> "Members of " + ShellWord.of(group.getName()) + " cannot reach " + ShellWord.of(path)
                            + ", because the folder " + closed + ".");
        } catch (IOException e) {
            return Optional.empty(); // it is only a hint
        }
    }

    private Optional<String> closedFolder(GroupPrincipal group) throws IOException {
        @Nullable Path folder = path.resolveSibling("").toRealPath();
        while (folder != null) {
            PosixFileAttributes facts = Files.readAttributes(folder, PosixFileAttributes.class);
            PosixFilePermission needed = facts.group().equals(group)
                    ? PosixFilePermission.GROUP_EXECUTE
                    : PosixFilePermission.OTHERS_EXECUTE;
            if (!facts.permissions().contains(needed)) {
                int mode = (int) Files.getAttribute(folder, "unix:mode") & 07777;
                return Optional.of(
                        ShellWord.of(folder) + " is closed to them (mode 0" + Integer.toOctalString(mode) + ")");
            }
            folder = folder.getParent();
        }
        return Optional.empty();
    }
}

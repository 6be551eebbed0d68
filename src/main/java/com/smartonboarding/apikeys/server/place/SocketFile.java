package com.smartonboarding.apikeys.server.place;

import com.smartonboarding.apikeys.failure.ConflictException;
import com.smartonboarding.apikeys.failure.DeniedException;
import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.files.PrivateFiles;
import com.smartonboarding.apikeys.files.ShellWord;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The file of a Unix socket. It is made under another name, and gets its own when its group and mode are right, so nobody
 * sees it half-made. If two processes want the same name at the same time, one of them gets it.
 *
 * @param path its name
 * @param inode which file it is, whatever has the name later
 */
record SocketFile(Path path, Object inode) {
    /** How many connections may wait to be accepted. The kernel allows fewer if {@code net.core.somaxconn} is lower. */
    static final int BACKLOG = 1_024;

    /** The most bytes of a path that Java takes. The kernel has room for 108 with the NUL at the end; see unix(7). */
    private static final int LONGEST = 106;

    private static final int DRAFT_DIGITS = 5;
    private static final int DRAFTS = 36 * 36 * 36 * 36 * 36;

    /** Makes the file, and listens there. */
    static OpenPlace listen(Path path, SocketAccess access) {
        Path draft = draft(path, access);
        requireShort(path);
        requireShort(draft);
        Object former = access.guard().checkPlaceOfSocket(path) ? inode(path) : null;
        if (former != null && isUsed(path)) {
            throw conflict(path);
        }
        try {
            ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.bind(UnixDomainSocketAddress.of(draft), BACKLOG);
                SocketFile file = new SocketFile(path, Objects.requireNonNull(inode(draft)));
                admit(draft, access);
                turnAway(channel);
                if (former != null) {
                    removeAbandoned(path, former, draft(path, access));
                }
                publish(draft, path);
                return OpenPlace.ofFile(channel, channel.getLocalAddress(), file);
            } catch (IOException | RuntimeException e) {
                channel.close();
                Files.deleteIfExists(draft);
                throw e;
            }
        } catch (IOException e) {
            throw PrivateFiles.failure("listen at", path, e);
        }
    }

    /** Takes the name away, unless another file has it meanwhile. */
    void remove() {
        if (inode.equals(inode(path))) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                // Nobody answers there any more, so the next process takes the name over.
            }
        }
    }

    private static Path draft(Path path, SocketAccess access) {
        String digits = Integer.toString(access.random().nextInt(DRAFTS), 36);
        return path.resolveSibling("." + "0".repeat(DRAFT_DIGITS - digits.length()) + digits);
    }

    private static void requireShort(Path path) {
        int bytes = path.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LONGEST) {
            throw new UsageException("The path of a Unix socket can have at most " + LONGEST + " bytes. "
                    + ShellWord.of(path) + " has " + bytes + ".");
        }
    }

    /** Whether a process listens there, or something else than a listener uses the socket. */
    private static boolean isUsed(Path path) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.configureBlocking(false); // a full backlog would keep this process waiting
            channel.connect(UnixDomainSocketAddress.of(path));
            return true;
        } catch (ConnectException | NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            return true; // such as: the backlog is full, or datagrams are received there
        }
    }

    /** Lets in those who may connect. The group comes first, so the mode never lets in members of another one. */
    private static void admit(Path draft, SocketAccess access) throws IOException {
        GroupPrincipal group = access.group();
        if (group != null) {
            try {
                Files.getFileAttributeView(draft, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                        .setGroup(group);
            } catch (FileSystemException e) {
                throw new DeniedException("This account cannot give a socket to the group "
                        + ShellWord.of(group.getName()) + ", because it is not a member of it.");
            }
        }
        Files.setPosixFilePermissions(draft, access.mode());
    }

    /** Closes the connections of those who found the file before its mode was set, if the umask was wide open. */
    private static void turnAway(ServerSocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        for (SocketChannel early = channel.accept(); early != null; early = channel.accept()) {
            early.close();
        }
    }

    /**
     * Removes a socket at which nobody answers. It is moved aside first, because another process may have put its own there
     * meanwhile.
     */
    private static void removeAbandoned(Path path, Object abandoned, Path aside) throws IOException {
        try {
            Files.move(path, aside, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            return;
        }
        boolean right = abandoned.equals(inode(aside));
        if (!right) {
            publish(aside, path);
            throw conflict(path);
        }
        Files.delete(aside);
    }

    /** Gives the file its name, unless that is taken. (A rename would replace what has the name.) */
    private static void publish(Path draft, Path path) throws IOException {
        try {
            Files.createLink(path, draft);
        } catch (FileAlreadyExistsException e) {
            throw conflict(path);
        }
        Files.delete(draft);
    }

    private static @Nullable Object inode(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
        } catch (IOException e) {
            return null;
        }
    }

    private static ConflictException conflict(Path path) {
        return new ConflictException("Another process listens at " + ShellWord.of(path) + ".");
    }
}
